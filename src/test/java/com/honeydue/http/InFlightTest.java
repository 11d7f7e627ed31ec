package com.honeydue.http;

import com.honeydue.testing.Eventually;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Places are taken away on a loop that is late. */
class InFlightTest {

  private static final long WORK_NANOS = Duration.ofMillis(50).toNanos();

  /** More than there are places in the beginning. */
  private static final int MOST = 2 * Room.LEAST;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Context loop = vertx.getOrCreateContext();
  private final AtomicBoolean refused = new AtomicBoolean();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void aLoopThatIsOnTimeShouldTakeMoreAndOneThatIsAlwaysBusyFewer() {
    var inFlight = new InFlight(vertx, MOST, Duration.ofMillis(20), () -> 0, Duration.ZERO);
    var taken = new AtomicInteger();
    loop.runOnContext(
        go ->
            vertx.setPeriodic(
                5,
                timer -> {
                  while (taken.get() < MOST && inFlight.enter()) {
                    taken.incrementAndGet();
                  }
                  if (taken.get() == MOST) {
                    vertx.cancelTimer(timer);
                    inFlight.leave();
                    workUntilOneIsRefused(inFlight);
                  }
                }));
    Eventually.until("all are in", () -> taken.get() == MOST);
    Eventually.until("somebody is refused", refused::get);
  }

  /** Fifty milliseconds of work again and again: whatever is due in between is late. */
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
