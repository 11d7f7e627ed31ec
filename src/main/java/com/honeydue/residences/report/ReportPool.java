package com.honeydue.residences.report;

import com.honeydue.bus.Failure;
import com.honeydue.telemetry.Telemetry;
import com.honeydue.telemetry.WorkerPoolMeters;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The thread on which documents are set, and the bounded queue before it. One for the process; may
 * be used from any event loop, and answers on the caller's context.
 */
public final class ReportPool {

  private static final String NAME = "report";
  private static final int WORKERS = 1;

  private final WorkerExecutor workers;
  private final int most;
  private final AtomicInteger admitted = new AtomicInteger();
  private final Counter rejected;

  /**
   * @param queue how many documents may wait
   */
  public ReportPool(Vertx vertx, int queue, Telemetry telemetry) {
    this.workers = vertx.createSharedWorkerExecutor(NAME, WORKERS);
    this.most = WORKERS + queue;
    this.rejected = WorkerPoolMeters.rejected(telemetry, NAME);
  }

  /**
   * The history as a PDF.
   *
   * @return fails with {@code unavailable} when the queue is full
   */
  public Future<Buffer> pdf(HomeHistory history) {
    return run(history, HistoryPdf::of);
  }

  /** The completions as CSV; fails as {@link #pdf} does. */
  public Future<Buffer> csv(HomeHistory history) {
    return run(history, HistoryCsv::of);
  }

  public Future<Void> close() {
    return workers.close();
  }

  private Future<Buffer> run(HomeHistory history, Function<HomeHistory, byte[]> format) {
    if (admitted.incrementAndGet() > most) {
      admitted.decrementAndGet();
      rejected.increment();
      return Future.failedFuture(
          Failure.unavailable("report_queue_full", "Too many reports are being made."));
    }
    return workers
        .executeBlocking(() -> Buffer.buffer(format.apply(history)), false)
        .onComplete((made, error) -> admitted.decrementAndGet());
  }
}
