package com.honeydue.redis;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What Redis' clock shows at the least, told without asking Redis. It is read every second; what
 * has passed since the answer came is added to the reading, less a thousandth, since two clocks do
 * not run alike. What the answer needed to get here is not added, so this is never ahead. Confined
 * to its event loop.
 */
public final class RedisClock {

  private static final Duration READ_EVERY = Duration.ofSeconds(1);

  /** An older reading means that Redis is silent or this process was stopped. */
  private static final long OLDEST_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final RedisLink redis;
  private String server = "";
  private long micros;
  private long heardAt;

  private RedisClock(RedisLink redis) {
    this.redis = redis;
  }

  /** A clock that is read from now on, as long as the verticle is deployed that starts it. */
  public static RedisClock start(Vertx vertx, RedisLink redis) {
    var clock = new RedisClock(redis);
    clock.read();
    vertx.setPeriodic(READ_EVERY.toMillis(), timer -> clock.read());
    return clock;
  }

  /**
   * Microseconds since 1970 that the clock of the server which the link is connected to shows now,
   * or less; 0 when that is not known.
   */
  public long atLeast() {
    long passed = System.nanoTime() - heardAt;
    if (micros == 0 || passed > OLDEST_NANOS || !server.equals(redis.server())) {
      return 0;
    }
    return micros + (passed - passed / 1_000) / 1_000;
  }

  private void read() {
    String asked = redis.server();
    if (asked.isEmpty()) {
      return;
    }
    var unused =
        redis
            .send(Request.cmd(Command.TIME))
            .onSuccess(
                time -> {
                  var parts = Objects.requireNonNull(time);
                  heardAt = System.nanoTime();
                  micros = TimeUnit.SECONDS.toMicros(parts.get(0).toLong()) + parts.get(1).toLong();
                  server = asked;
                });
  }
}
