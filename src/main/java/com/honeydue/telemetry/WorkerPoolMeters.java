package com.honeydue.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.spi.metrics.PoolMetrics;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * One worker pool. Pools that Vert.x makes are measured by themselves; what bounds the queue before
 * such a pool tells of its refusals with {@link #rejected}. Thread-safe.
 */
public final class WorkerPoolMeters implements PoolMetrics<Long, Long> {

  private final LongAdder queued = new LongAdder();
  private final LongAdder active = new LongAdder();
  private final Timer wait;
  private final Timer run;

  WorkerPoolMeters(MeterRegistry meters, String pool, int size) {
    gauge(meters, Names.Metric.POOL_QUEUE, "Tasks waiting for a thread", pool, queued);
    gauge(meters, Names.Metric.POOL_ACTIVE, "Tasks running", pool, active);
    if (size > 0) {
      Gauge.builder(Names.Metric.POOL_SIZE, () -> size)
          .description("Threads the pool may have")
          .tag(Names.Label.POOL, pool)
          .register(meters);
    }
    wait = timer(meters, Names.Metric.POOL_WAIT, "How long tasks waited for a thread", pool);
    run = timer(meters, Names.Metric.POOL_RUN, "How long tasks ran", pool);
  }

  /** The counter of tasks that were refused because too many waited for {@code pool}. */
  public static Counter rejected(Telemetry telemetry, String pool) {
    return Counter.builder(Names.Metric.POOL_REJECTED)
        .description("Tasks refused because the pool's queue was full")
        .tag(Names.Label.POOL, pool)
        .register(telemetry.meters());
  }

  @Override
  public Long enqueue() {
    queued.increment();
    return System.nanoTime();
  }

  @Override
  public void dequeue(Long enqueued) {
    queued.decrement();
    wait.record(System.nanoTime() - enqueued, TimeUnit.NANOSECONDS);
  }

  @Override
  public Long begin() {
    active.increment();
    return System.nanoTime();
  }

  @Override
  public void end(Long begun) {
    active.decrement();
    run.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
  }

  private static void gauge(
      MeterRegistry meters, String name, String description, String pool, LongAdder value) {
    Gauge.builder(name, value, LongAdder::doubleValue)
        .description(description)
        .tag(Names.Label.POOL, pool)
        .strongReference(true)
        .register(meters);
  }

  private static Timer timer(MeterRegistry meters, String name, String description, String pool) {
    return Timer.builder(name)
        .description(description)
        .tag(Names.Label.POOL, pool)
        .serviceLevelObjectives(Buckets.WORK)
        .register(meters);
  }
}
