package com.honeydue.http.throttle;

import static com.honeydue.http.throttle.ThrottleNode.perAccount;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.config.ThrottleRule;
import com.honeydue.telemetry.Names;
import com.honeydue.testing.EmbeddedRedis;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.OnLoop;
import com.honeydue.testing.WireProxy;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a process does about tries while Redis is away. */
class LocalThrottleTest {

  private static final ThrottleRule RULE =
      new ThrottleRule(5, Duration.ofHours(1), Duration.ZERO, Duration.ZERO);
  private static final List<Limit> LIMITS =
      List.of(perAccount("login_account", RULE, Throttle.Success.FORGETS));

  @Test
  void shouldTakeOverWhileRedisIsKilledAndHandBackAfter() {
    try (var redis = EmbeddedRedis.own();
        var node = new ThrottleNode(redis.url(0), InstantSource.system())) {
      assertThat(node.take(LIMITS, "alex").local()).isFalse();
      redis.stop();
      limited(node, "alex");
      assertThat(
              node
                  .telemetry
                  .meters()
                  .get(Names.Metric.THROTTLE)
                  .tag("source", "local")
                  .timers()
                  .stream()
                  .mapToLong(Timer::count)
                  .sum())
          .isEqualTo(100);
      assertThat(node.telemetry.meters().get(Names.Metric.THROTTLE_REFUSED).counter().count())
          .isEqualTo(95);
      redis.start();
      Eventually.until("redis is back", node::reachesRedis);
      assertThat(node.take(LIMITS, "alex").local()).isFalse();
    }
  }

  @Test
  void shouldTakeOverWhileRedisIsSilent() {
    try (var redis = EmbeddedRedis.own();
        var wire =
            WireProxy.inFrontOf("127.0.0.1", URI.create(redis.url(0)).getPort(), Duration.ZERO);
        var node = new ThrottleNode("redis://127.0.0.1:" + wire.port(), InstantSource.system())) {
      assertThat(node.take(LIMITS, "alex").local()).isFalse();
      wire.blackhole(true);
      limited(node, "alex");
      wire.blackhole(false);
    }
  }

  @Test
  void aWindowShouldEndByTheClock() {
    var now = new Instant[] {Instant.parse("2026-05-01T00:00:00Z")};
    var local = new LocalTries(() -> now[0]);
    for (int i = 0; i < RULE.limit(); i++) {
      assertThat(local.take(LIMITS, List.of("k")).getFirst().early()).isZero();
      now[0] = now[0].plusSeconds(60);
    }
    assertThat(local.take(LIMITS, List.of("k")).getFirst().early()).isEqualTo(55 * 60 * 1_000);
    now[0] = now[0].plusSeconds(55 * 60 - 1);
    assertThat(local.take(LIMITS, List.of("k")).getFirst().early()).isEqualTo(1_000);
    now[0] = now[0].plusSeconds(1);
    assertThat(local.take(LIMITS, List.of("k")).getFirst().left()).isEqualTo(4);
  }

  /** All of a hundred tries are decided by the process, and no more than the limit go on. */
  private static void limited(ThrottleNode node, String username) {
    List<Future<Decision>> tries = new ArrayList<>();
    IntStream.range(0, 100).forEach(i -> tries.add(node.begin(LIMITS, username, "net" + i)));
    OnLoop.await(Future.join(tries));
    assertThat(tries).allMatch(it -> it.result().local());
    assertThat(tries.stream().filter(it -> it.result().allowed())).hasSize(RULE.limit());
  }
}
