package com.honeydue.http.throttle;

import static com.honeydue.http.throttle.ThrottleNode.perAccount;
import static com.honeydue.http.throttle.ThrottleNode.perNetwork;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.honeydue.bus.Failure;
import com.honeydue.config.ThrottleRule;
import com.honeydue.testing.OnLoop;
import com.honeydue.testing.TestRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is counted in Redis. Time passes there by moving what Redis has noted of it. */
class ThrottleTest {

  private static final ThrottleRule WINDOW =
      new ThrottleRule(7, Duration.ofHours(1), Duration.ZERO, Duration.ZERO);
  private static final ThrottleRule PAUSES =
      new ThrottleRule(3, Duration.ofHours(10), Duration.ofMinutes(10), Duration.ofHours(1));
  private static final List<Throttle.Success> SUCCESSES =
      List.copyOf(EnumSet.allOf(Throttle.Success.class));
  private static final long SLACK_MILLIS = 60_000;

  private final TestRedis redis = TestRedis.create();
  private final ThrottleNode node = new ThrottleNode(redis.url(), InstantSource.system());

  @AfterEach
  void close() {
    node.close();
    redis.close();
  }

  @Test
  void parallelCallersShouldNeverExceedTheLimit() {
    var limits = List.of(perAccount("login_account", WINDOW, Throttle.Success.COUNTS));
    try (var other = new ThrottleNode(redis.url(), InstantSource.system())) {
      List<Future<Decision>> tries = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        tries.add(node.begin(limits, "alex", "net" + i));
        tries.add(other.begin(limits, "alex", "other" + i));
      }
      OnLoop.await(Future.join(tries));
      assertThat(tries.stream().filter(it -> it.result().allowed())).hasSize(WINDOW.limit());
      assertThat(tries).noneMatch(it -> it.result().local());
    }
  }

  @Test
  void aWindowShouldBeginWithTheFirstTryAndEndByItself() {
    var limits = List.of(perAccount("login_account", WINDOW, Throttle.Success.COUNTS));
    String key = node.take(limits, "alex").standings().getFirst().key();
    node.redis(Command.PEXPIRE, key, 600_000);
    for (int i = 1; i < WINDOW.limit(); i++) {
      assertThat(node.take(limits, "alex").allowed()).isTrue();
    }
    var refused = node.take(limits, "alex");
    assertThat(refused.allowed()).isFalse();
    assertThat(refused.retryAfter().toMillis()).isCloseTo(600_000, within(SLACK_MILLIS));
    assertThat(Long.parseLong(node.redis(Command.PTTL, key))).isBetween(1L, 600_000L);
  }

  @Test
  void pausesShouldDoubleUpToTheLongest() {
    var limits = List.of(perAccount("login_account", PAUSES, Throttle.Success.FORGETS));
    List<Long> pauses = new ArrayList<>();
    String key = "";
    for (int i = 0; i < 8; i++) {
      var decision = node.take(limits, "alex");
      assertThat(decision.allowed()).isTrue();
      var standing = decision.standings().getFirst();
      key = standing.key();
      assertThat(standing.left()).isEqualTo(Math.max(0, 2 - i));
      if (i >= 2) {
        assertThat(node.take(limits, "alex").allowed()).isFalse();
        pauses.add(standing.moreIn());
        assertThat(Long.parseLong(node.redis(Command.PTTL, key)))
            .isCloseTo(PAUSES.window().toMillis() + standing.moreIn(), within(SLACK_MILLIS));
        node.redis(Command.HDEL, key, "until");
      }
    }
    assertThat(pauses)
        .containsExactly(600_000L, 1_200_000L, 2_400_000L, 3_600_000L, 3_600_000L, 3_600_000L);
  }

  @Test
  void aRefusedTryShouldTakeNothingFromOtherLimits() {
    var account = perAccount("login_account", PAUSES, Throttle.Success.FORGETS);
    var network = perNetwork("login_network", WINDOW, Throttle.Success.RETURNS);
    for (int i = 0; i < PAUSES.limit(); i++) {
      assertThat(node.take(List.of(account, network), "alex").allowed()).isTrue();
    }
    for (int i = 0; i < 20; i++) {
      assertThat(node.take(List.of(account, network), "alex").allowed()).isFalse();
    }
    assertThat(node.take(List.of(network), "alex").standings().getFirst().left())
        .isEqualTo(WINDOW.limit() - PAUSES.limit() - 1);
  }

  @Test
  void successShouldDoWhatTheContractSays() {
    var limits =
        List.of(
            perAccount("forgets", PAUSES, Throttle.Success.FORGETS),
            perAccount("returns", PAUSES, Throttle.Success.RETURNS),
            perAccount("counts", WINDOW, Throttle.Success.COUNTS));
    node.take(limits, "alex");
    node.take(limits, "alex");
    node.settle(limits, node.take(limits, "alex"), null);
    assertThat(lefts(node.take(limits, "alex"))).containsExactly(2L, 0L, 3L);
  }

  @Test
  void whatIsOurFaultShouldNotCount() {
    var limits = List.of(perAccount("login_account", PAUSES, Throttle.Success.FORGETS));
    for (int i = 0; i < 20; i++) {
      var decision = node.take(limits, "alex");
      assertThat(decision.allowed()).isTrue();
      node.settle(limits, decision, Failure.unavailable("overloaded", "Busy."));
    }
    node.settle(limits, node.take(limits, "alex"), Failure.unauthenticated());
    assertThat(lefts(node.take(limits, "alex"))).containsExactly(1L);
  }

  @Test
  void namesShouldBeCountedHoweverTheyAreWrittenAndNotBeReadInRedis() {
    var limits = List.of(perAccount("login_account", WINDOW, Throttle.Success.COUNTS));
    assertThat(lefts(node.take(limits, "Alex@Example.com "))).containsExactly(6L);
    assertThat(lefts(node.take(limits, "aLEX@example.COM"))).containsExactly(5L);
    assertThat(lefts(node.take(limits, "alex@example.org"))).containsExactly(6L);
    assertThat(node.redis(Command.KEYS, "*"))
        .contains("throttle:login_account:")
        .doesNotContainIgnoringCase("alex");
  }

  /** Whatever is tried and however time passes, both say the same. */
  @Test
  void aProcessShouldDecideAsRedisDoes() {
    var random = new Random(20_260_501);
    for (int round = 0; round < 40; round++) {
      var limits =
          List.of(
              perAccount(
                  "a" + round,
                  new ThrottleRule(
                      1 + random.nextInt(4),
                      Duration.ofHours(20),
                      Duration.ofMinutes(11L + random.nextInt(20)),
                      Duration.ofHours(3)),
                  SUCCESSES.get(random.nextInt(SUCCESSES.size()))),
              perNetwork(
                  "n" + round,
                  new ThrottleRule(
                      1 + random.nextInt(9), Duration.ofHours(5), Duration.ZERO, Duration.ZERO),
                  SUCCESSES.get(random.nextInt(SUCCESSES.size()))));
      var now = new Instant[] {Instant.parse("2026-05-01T00:00:00Z")};
      try (var alone = new ThrottleNode("redis://127.0.0.1:1", () -> now[0])) {
        for (int step = 0; step < 30; step++) {
          var shared = node.take(limits, "alex");
          var own = alone.take(limits, "alex");
          assertThat(own.local()).isTrue();
          assertThat(own.allowed())
              .as("round %d, step %d", round, step)
              .isEqualTo(shared.allowed());
          assertThat(lefts(own)).isEqualTo(lefts(shared));
          for (int i = 0; i < 2; i++) {
            assertThat(own.standings().get(i).moreIn())
                .isCloseTo(shared.standings().get(i).moreIn(), within(SLACK_MILLIS));
          }
          if (shared.allowed() && random.nextInt(4) == 0) {
            node.settle(limits, shared, null);
            alone.settle(limits, own, null);
          }
          var passed = Duration.ofMinutes(random.nextInt(5) == 0 ? 400 : 7).plusSeconds(17);
          now[0] = now[0].plus(passed);
          shared.standings().forEach(standing -> age(standing.key(), passed));
        }
      }
    }
  }

  private void age(String key, Duration by) {
    long left = Long.parseLong(node.redis(Command.PTTL, key));
    if (left < 0) {
      return;
    }
    String until = node.redis(Command.HGET, key, "until");
    if (!until.equals("null")) {
      node.redis(Command.HSET, key, "until", Long.parseLong(until) - by.toMillis());
    }
    // Zero and less removes the key.
    node.redis(Command.PEXPIRE, key, left - by.toMillis());
  }

  private static List<Long> lefts(Decision decision) {
    return decision.standings().stream().map(Standing::left).toList();
  }
}
