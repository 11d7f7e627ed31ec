package com.honeydue.uploads;

import com.honeydue.bus.Failure;
import com.honeydue.config.UploadSettings;
import com.honeydue.telemetry.Telemetry;
import com.honeydue.telemetry.WorkerPoolMeters;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The few threads on which pictures are decoded, and the bounded queue before them: how many there
 * are decides how much memory pictures take. One for the process; may be used from any event loop,
 * and answers on the caller's context.
 */
final class PicturePool {

  private static final String NAME = "pictures";

  private final WorkerExecutor workers;
  private final int most;
  private final AtomicInteger admitted = new AtomicInteger();
  private final InstantSource clock;
  private final Counter rejected;

  PicturePool(Vertx vertx, UploadSettings settings, InstantSource clock, Telemetry telemetry) {
    this.workers = vertx.createSharedWorkerExecutor(NAME, settings.decoders());
    this.most = settings.decoders() + settings.decodeQueue();
    this.clock = clock;
    this.rejected = WorkerPoolMeters.rejected(telemetry, NAME);
  }

  /**
   * Does the work when it is its turn.
   *
   * @return fails with {@code unavailable} when the queue is full or {@code deadline} passes in it
   */
  <T> Future<T> run(Instant deadline, Callable<T> work) {
    if (admitted.incrementAndGet() > most) {
      admitted.decrementAndGet();
      rejected.increment();
      return Future.failedFuture(busy());
    }
    return workers
        .executeBlocking(
            () -> {
              if (clock.instant().isAfter(deadline)) {
                throw busy();
              }
              return work.call();
            },
            false)
        .onComplete((result, error) -> admitted.decrementAndGet());
  }

  Future<Void> close() {
    return workers.close();
  }

  static Failure busy() {
    return Failure.unavailable(
        "uploads_busy", "Too many files are being taken in. Try again soon.");
  }
}
