package com.honeydue.auth;

import static com.honeydue.testing.OnLoop.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.honeydue.bus.Failure;
import com.honeydue.config.AuthSettings;
import com.honeydue.telemetry.Names;
import com.honeydue.telemetry.Telemetry;
import com.honeydue.telemetry.TelemetryStart;
import com.honeydue.testing.OnLoop;
import com.honeydue.testing.TestSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HashPoolTest {

  private static final Instant LATER = Instant.MAX;

  private final Telemetry telemetry = TelemetryStart.silent();
  private final Vertx vertx = telemetry.vertx(new VertxOptions()).build();
  private final AuthSettings settings =
      TestSettings.of(Map.of("AUTH_HASH_WORKERS", "1", "AUTH_HASH_QUEUE", "2")).auth();
  private final HashPool pool = new HashPool(vertx, settings, InstantSource.system(), telemetry);
  private final OnLoop loop = OnLoop.of(vertx);

  @AfterEach
  void close() {
    await(pool.close());
    await(vertx.close());
  }

  @Test
  void hashShouldMakeAHashOfThePassword() {
    String stored = loop.call(() -> pool.hash("secret", LATER));
    assertThat(loop.call(() -> pool.matches(PasswordHash.parse(stored), "secret", LATER))).isTrue();
    assertThat(loop.call(() -> pool.matches(PasswordHash.parse(stored), "Secret", LATER)))
        .isFalse();
  }

  @Test
  void workBeyondTheQueueShouldBeRefusedAtOnceAndCounted() {
    List<Future<String>> all =
        loop.call(
            () -> {
              List<Future<String>> started = new ArrayList<>();
              for (int i = 0; i < 5; i++) {
                started.add(pool.hash("secret", LATER));
              }
              assertThat(pool.full()).isTrue();
              assertThat(queued()).isNotNegative();
              assertThat(started.subList(3, 5)).allMatch(Future::failed);
              return Future.succeededFuture(started);
            });
    for (var admitted : all.subList(0, 3)) {
      assertThat(await(admitted)).startsWith("$argon2id$");
    }
    var refusal = catchThrowableOfType(Failure.class, () -> await(all.get(4)));
    assertThat(refusal.kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
    assertThat(refusal.retryAfter()).isNotNull();
    assertThat(
            telemetry
                .meters()
                .get(Names.Metric.POOL_REJECTED)
                .tag(Names.Label.POOL, "password-hash")
                .counter()
                .count())
        .isEqualTo(2);
    assertThat(pool.full()).isFalse();
    assertThat(loop.call(() -> pool.hash("secret", LATER))).startsWith("$argon2id$");
  }

  @Test
  void workPastItsDeadlineShouldNotBeDone() {
    Instant past = Instant.now().minusSeconds(1);
    var late = loop.failure(() -> pool.hash("secret", past));
    assertThat(late)
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.kind()).isEqualTo(Failure.Kind.UNAVAILABLE));
    assertThat(telemetry.meters().find(Names.Metric.PASSWORD_HASHES).counters()).isEmpty();
  }

  /** Passwords that wait for a thread. */
  private double queued() {
    return telemetry
        .meters()
        .get(Names.Metric.POOL_QUEUE)
        .tag(Names.Label.POOL, "password-hash")
        .gauge()
        .value();
  }
}
