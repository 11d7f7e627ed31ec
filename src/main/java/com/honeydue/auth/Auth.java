package com.honeydue.auth;

import com.honeydue.config.AuthSettings;
import com.honeydue.db.Lanes;
import com.honeydue.db.Statement;
import com.honeydue.jobs.JobType;
import com.honeydue.jobs.JobWork;
import com.honeydue.mail.Mailer;
import com.honeydue.oidc.IdentityTokens;
import com.honeydue.redis.RedisLink;
import com.honeydue.telemetry.Telemetry;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the instances of {@link AuthService} in one process share: the threads that hash passwords,
 * the tokens seen within the last second, the key of mailed codes. Thread-safe.
 */
public final class Auth {

  /** Every statement the service sends. */
  public static final List<Statement<?>> STATEMENTS =
      Stream.of(
              AuthStatements.ALL,
              SessionEndStatements.ALL,
              IdentityStatements.ALL,
              AccountStatements.ALL,
              CodeStatements.ALL,
              PasswordStatements.ALL,
              DeletionStatements.ALL,
              StaffStatements.ALL)
          .<Statement<?>>flatMap(List::stream)
          .toList();

  /** What accounts leave to be done. */
  public static final List<JobType> JOBS = AccountMails.TYPES;

  private static final Logger log = LoggerFactory.getLogger(Auth.class);

  private final Vertx vertx;
  private final AuthSettings settings;
  private final InstantSource clock;
  private final HashPool hashes;
  private final LocalTokens local;
  private final EndsElsewhere ends;
  private final Codes codes;
  private final Salts salts = new Salts();
  private final Identities identities;

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
    this.ends = new EndsElsewhere(settings, local);
    this.codes = new Codes(settings.codeKey(), fallbackKey);
    this.identities = Identities.of(vertx, settings.identity(), clock);
    warmUp();
  }

  /**
   * The first use of an algorithm loads its provider, that of the common passwords reads them: both
   * would hold an event loop up.
   */
  private void warmUp() {
    IdentityTokens.warmUp();
    var unused = codes.issue(Codes.Purpose.VERIFY_EMAIL).sealed();
    log.atDebug().addKeyValue("size", CommonPasswords.size()).log("common passwords read");
  }

  /** A service for the event loop this is called on, with what belongs to that loop. */
  public AuthService service(Lanes lanes, Lanes slowLanes, RedisLink redis) {
    var shared = new SharedTokens(vertx, redis, settings, clock);
    var settlements = new Settlements(vertx, slowLanes, settings);
    var changes = new SessionChanges(lanes, shared, local);
    return new AuthService(
        new Authenticator(lanes, local, salts, shared, ends, settlements, clock)::mount,
        new SignIns(lanes, hashes, codes, shared, settlements, settings, clock)::mount,
        new IdentitySignIns(lanes, redis, identities, shared, settings)::mount,
        new Sessions(lanes, local, shared, changes, settings)::mount,
        new Accounts(lanes, codes, changes)::mount,
        new Passwords(lanes, hashes, salts, changes)::mount,
        new PasswordResets(lanes, hashes, codes, changes)::mount,
        new Verifications(lanes, codes, changes)::mount,
        new Departures(lanes, slowLanes, changes)::mount,
        new StaffActs(lanes, changes)::mount);
  }

  /** Learns of the sessions that other processes end; lives on an event loop of its own choice. */
  public Deployable watch(Supplier<Lanes> slowLanes, Supplier<RedisLink> redis) {
    return new VerticleBase() {
      @Override
      public Future<?> start() {
        return ends.start(
            vertx, slowLanes.get(), new SharedTokens(vertx, redis.get(), settings, clock));
      }

      @Override
      public Future<?> stop() {
        ends.stop();
        return Future.succeededFuture();
      }
    };
  }

  /** What does that, for the event loop this is called on. */
  public List<JobWork> work(Mailer mailer) {
    return new AccountMails(mailer, codes).work();
  }

  public Future<Void> close() {
    return Future.join(hashes.close(), identities.close()).mapEmpty();
  }
}
