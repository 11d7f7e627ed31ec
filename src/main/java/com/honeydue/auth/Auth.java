package com.honeydue.auth;

import com.honeydue.config.AuthSettings;
import com.honeydue.db.Lanes;
import com.honeydue.db.Statement;
import com.honeydue.redis.RedisLink;
import com.honeydue.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;

/**
 * What the instances of {@link AuthService} in one process share: the threads that hash passwords,
 * the tokens seen within the last second, the key of mailed codes. Thread-safe.
 */
public final class Auth {

  /** Every statement the service sends. */
  public static final List<Statement<?>> STATEMENTS = AuthStatements.ALL;

  private final Vertx vertx;
  private final AuthSettings settings;
  private final InstantSource clock;
  private final HashPool hashes;
  private final LocalTokens local;
  private final Codes codes;

  /**
   * @param fallbackKey a secret that all processes share, for when no key of codes is configured
   */
  public Auth(
      Vertx vertx,
      AuthSettings settings,
      String fallbackKey,
      InstantSource clock,
      Telemetry telemetry) {
    this.vertx = vertx;
    this.settings = settings;
    this.clock = clock;
    this.hashes = new HashPool(vertx, settings, clock, telemetry);
    this.local = new LocalTokens(settings);
    this.codes = new Codes(settings.codeKey(), fallbackKey);
    warmUp();
  }

  /** The first use of an algorithm loads its provider, which would hold an event loop up. */
  private void warmUp() {
    var unused = codes.open("", codes.seal("", Token.fresh().hash().hex()));
  }

  /** A service for the event loop this is called on, with what belongs to that loop. */
  public AuthService service(Lanes lanes, Lanes slowLanes, RedisLink redis) {
    return new AuthService(
        lanes,
        hashes,
        codes,
        local,
        new SharedTokens(vertx, redis, settings, clock),
        new Settlements(vertx, slowLanes, settings),
        settings,
        clock);
  }

  public Future<Void> close() {
    return hashes.close();
  }
}
