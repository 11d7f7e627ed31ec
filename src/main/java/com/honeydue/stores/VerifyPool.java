package com.honeydue.stores;

import com.honeydue.config.StoreSettings;
import com.honeydue.telemetry.Telemetry;
import com.honeydue.telemetry.WorkerPoolMeters;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The few threads on which signatures and chains of certificates are checked, which computes and
 * may wait for Apple, and the bounded queue before them. Thread-safe; answers on the caller's
 * context.
 */
final class VerifyPool {

  private static final String NAME = "store-verify";

  private final WorkerExecutor workers;
  private final int most;
  private final Duration deadline;
  private final AtomicInteger admitted = new AtomicInteger();
  private final Counter rejected;

  VerifyPool(Vertx vertx, StoreSettings settings, Telemetry telemetry) {
    this.workers = vertx.createSharedWorkerExecutor(NAME, settings.verifiers());
    this.most = settings.verifiers() + settings.verifyQueue();
    this.deadline = settings.deadline();
    this.rejected = WorkerPoolMeters.rejected(telemetry, NAME);
  }

  /** Does it there; fails when too much waits or it is not done within the deadline. */
  <T> Future<T> run(Callable<T> work) {
    if (admitted.incrementAndGet() > most) {
      admitted.decrementAndGet();
      rejected.increment();
      return Future.failedFuture(StoreCalls.unavailable("too_many_checks", null));
    }
    long end = System.nanoTime() + deadline.toNanos();
    return workers
        .executeBlocking(
            () -> {
              if (System.nanoTime() - end > 0) {
                throw StoreCalls.unavailable("deadline", null);
              }
              return work.call();
            },
            false)
        .onComplete((result, error) -> admitted.decrementAndGet())
        .timeout(deadline.toMillis(), TimeUnit.MILLISECONDS);
  }

  Future<Void> close() {
    return workers.close();
  }
}
