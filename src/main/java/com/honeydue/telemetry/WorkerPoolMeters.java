package com.honeydue.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.vertx.core.spi.metrics.PoolMetrics;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One worker pool. Pools that Vert.x makes are measured by themselves; what bounds the queue before
 * such a pool tells of its refusals with {@link #rejected}. A task that is asked for within a trace
 * is a span from then to its end, with an event when a thread takes it. Thread-safe.
 */
public final class WorkerPoolMeters
    implements PoolMetrics<WorkerPoolMeters.Task, WorkerPoolMeters.Task> {

  /** A task, from its being asked for to its end: Vert.x hands it from one to the next. */
  static final class Task {
    private final Span span;
    private long since = System.nanoTime();

    private Task(Span span) {
      this.span = span;
    }
  }

  /**
   * Between a task's leaving the queue and its begin, which one thread does one after the other.
   */
  private static final ThreadLocal<@Nullable Task> TAKEN = new ThreadLocal<>();

  private final LongAdder queued = new LongAdder();
  private final LongAdder active = new LongAdder();
  private final Timer wait;
  private final Timer run;
  private final Tracer tracer;
  private final String spanName;

  WorkerPoolMeters(MeterRegistry meters, Tracer tracer, String pool, int size) {
    this.tracer = tracer;
    this.spanName = ProcessNames.POOL_SPAN_PREFIX + pool;
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
  public Task enqueue() {
    queued.increment();
    Context parent = Context.current();
    return new Task(
        Span.fromContext(parent).isRecording()
            ? tracer.spanBuilder(spanName).setParent(parent).startSpan()
            : Span.getInvalid());
  }

  /** A task that is refused leaves the queue, too, and does not begin. */
  @Override
  public void dequeue(Task task) {
    queued.decrement();
    long now = System.nanoTime();
    wait.record(now - task.since, TimeUnit.NANOSECONDS);
    task.since = now;
    task.span.addEvent(ProcessNames.Event.POOL_LEFT_QUEUE);
    TAKEN.set(task);
  }

  @Override
  public Task begin() {
    active.increment();
    Task task = TAKEN.get();
    TAKEN.remove();
    return task == null ? new Task(Span.getInvalid()) : task;
  }

  @Override
  public void end(Task task) {
    active.decrement();
    run.record(System.nanoTime() - task.since, TimeUnit.NANOSECONDS);
    task.span.end();
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
