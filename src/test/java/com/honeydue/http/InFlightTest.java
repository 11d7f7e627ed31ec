package com.honeydue.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.Eventually;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Places are taken away on a loop that is late. */
class InFlightTest {

  private static final long WORK_NANOS = Duration.ofMillis(10).toNanos();

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Context loop = vertx.getOrCreateContext();
  private final AtomicBoolean refused = new AtomicBoolean();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void aLoopThatIsAlwaysBusyShouldRefuseMore() {
    var inFlight = new InFlight(vertx, 200, Duration.ofMillis(1));
    loop.runOnContext(
        go -> {
          for (int i = 0; i < 150; i++) {
            assertThat(inFlight.enter()).isTrue();
          }
          workUntilOneIsRefused(inFlight);
        });
    Eventually.until("somebody is refused", refused::get);
  }

  /** Ten milliseconds of work again and again: whatever is due in between is late. */
  private void workUntilOneIsRefused(InFlight inFlight) {
    long began = System.nanoTime();
    while (System.nanoTime() - began < WORK_NANOS) {
      Thread.onSpinWait();
    }
    if (inFlight.enter()) {
      inFlight.leave();
      loop.runOnContext(again -> workUntilOneIsRefused(inFlight));
    } else {
      refused.set(true);
    }
  }
}
