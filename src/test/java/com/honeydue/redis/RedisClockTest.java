package com.honeydue.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.config.RedisSettings;
import com.honeydue.telemetry.TelemetryStart;
import com.honeydue.testing.EmbeddedRedis;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.OnLoop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisClockTest {

  private final Vertx vertx = Vertx.vertx();
  private final OnLoop loop = OnLoop.of(vertx);
  private final EmbeddedRedis redis = EmbeddedRedis.own();
  private final RedisLink link =
      new RedisLink(
          vertx,
          new RedisSettings(redis.url(0), Duration.ofSeconds(1), 100),
          TelemetryStart.silent(),
          0);

  @AfterEach
  void close() {
    loop.call(link::close);
    OnLoop.await(vertx.close());
    redis.close();
  }

  @Test
  void itShouldNeverBeAheadNorFarBehind() {
    loop.call(link::open);
    var clock = start();
    Eventually.until("the clock is known", () -> shown(clock) != 0);
    for (int i = 0; i < 2_000; i++) {
      long before = shown(clock);
      long asked = time();
      long after = shown(clock);
      assertThat(before).isPositive().isLessThanOrEqualTo(asked);
      // It may lag by what an answer took to come, and by a thousandth of ten seconds.
      assertThat(after).isGreaterThan(asked - Duration.ofSeconds(5).toMillis() * 1_000);
    }
  }

  @Test
  void itShouldBeUnknownWhileRedisIsAwayAndOfAnotherServer() {
    loop.call(link::open);
    var clock = start();
    Eventually.until("the clock is known", () -> shown(clock) != 0);
    redis.stop();
    Eventually.until("it is unknown", () -> shown(clock) == 0);
    redis.start();
    Eventually.until("it is known again", () -> shown(clock) != 0);
    assertThat(shown(clock)).isLessThanOrEqualTo(time());
  }

  private RedisClock start() {
    return loop.call(() -> Future.succeededFuture(RedisClock.start(vertx, link)));
  }

  private long shown(RedisClock clock) {
    return loop.call(() -> Future.succeededFuture(clock.atLeast()));
  }

  private long time() {
    var time = Objects.requireNonNull(loop.call(() -> link.send(Request.cmd(Command.TIME))));
    return time.get(0).toLong() * 1_000_000 + time.get(1).toLong();
  }
}
