package com.honeydue.http.throttle;

import com.honeydue.config.ThrottleRule;
import com.honeydue.config.ThrottleSettings;
import com.honeydue.redis.RedisLink;
import com.honeydue.telemetry.Telemetry;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the HTTP verticles of one process share to throttle: the rules, and the counts for when
 * Redis is away. Thread-safe.
 */
public final class Throttles {

  private final Map<String, ThrottleRule> rules;
  private final byte[] secret;
  private final Supplier<RedisLink> links;
  private final LocalTries local;
  private final Telemetry telemetry;

  /**
   * @param secret what all processes share and Redis does not know: names are hashed with it
   * @param links gives the link of the event loop it is called on, when there is something to
   *     decide
   */
  public Throttles(
      ThrottleSettings settings,
      String secret,
      Supplier<RedisLink> links,
      InstantSource clock,
      Telemetry telemetry) {
    this.rules = settings.byName();
    this.secret = ("honeydue throttles " + secret).getBytes(StandardCharsets.UTF_8);
    this.links = links;
    this.local = new LocalTries(clock);
    this.telemetry = telemetry;
  }

  /** For one event loop. */
  public LoopThrottles onLoop() {
    return new LoopThrottles(
        rules, new ThrottleKeys(secret), links, local, new ThrottleMeters(telemetry));
  }
}
