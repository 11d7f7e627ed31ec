package com.honeydue.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * How late each event loop runs a timer: the time everything else on that loop waits as well. A
 * sample that is itself late is followed by the next one a full period later, so a long block
 * counts once, with its length.
 */
final class LoopLag {

  private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(100);

  /** So late, a loop was blocked: no task of ours may hold it that long. */
  private static final long BLOCKED = TimeUnit.MILLISECONDS.toNanos(100);

  private static final double NANOS = 1e9;

  private final List<Sampler> samplers;

  private LoopLag(List<Sampler> samplers) {
    this.samplers = samplers;
  }

  /** Begins sampling every loop of {@code loops}. */
  static LoopLag start(EventLoopGroup loops, MeterRegistry meters) {
    var samplers = new ArrayList<Sampler>();
    for (EventExecutor loop : loops) {
      var sampler = sampler(loop, meters, samplers.size());
      samplers.add(sampler);
      sampler.schedule();
    }
    return new LoopLag(samplers);
  }

  void stop() {
    samplers.forEach(Sampler::stop);
  }

  private static Sampler sampler(EventExecutor executor, MeterRegistry meters, int number) {
    String loop = Integer.toString(number);
    Timer lag =
        Timer.builder(Names.Metric.LOOP_LAG)
            .description("How much later than planned an event loop runs a timer")
            .tag(Names.Label.LOOP, loop)
            .serviceLevelObjectives(Buckets.LAG)
            .register(meters);
    Counter blocked =
        Counter.builder(ProcessNames.Metric.LOOP_BLOCKED)
            .description("Times that an event loop ran a timer 100 ms late or later")
            .tag(Names.Label.LOOP, loop)
            .register(meters);
    var sampler = new Sampler(executor, lag, blocked);
    Gauge.builder(ProcessNames.Metric.LOOP_OVERDUE, sampler, Sampler::overdue)
        .description("How late the event loop is just now")
        .tag(Names.Label.LOOP, loop)
        .strongReference(true)
        .register(meters);
    return sampler;
  }

  /** Lives on its event loop, but for {@link #stop} and {@link #overdue}. */
  private static final class Sampler implements Runnable {
    private final EventExecutor loop;
    private final Timer lag;
    private final Counter blocked;
    private volatile boolean stopped;
    private volatile Future<?> next = CompletableFuture.completedFuture(null);
    private volatile long due;

    Sampler(EventExecutor loop, Timer lag, Counter blocked) {
      this.loop = loop;
      this.lag = lag;
      this.blocked = blocked;
    }

    void schedule() {
      due = System.nanoTime() + PERIOD;
      next = loop.schedule(this, PERIOD, TimeUnit.NANOSECONDS);
    }

    @Override
    public void run() {
      long late = Math.max(0, System.nanoTime() - due);
      lag.record(late, TimeUnit.NANOSECONDS);
      if (late >= BLOCKED) {
        blocked.increment();
      }
      if (!stopped && !loop.isShuttingDown()) {
        schedule();
      }
    }

    /** In seconds; what a loop that never comes back would never count by itself. */
    double overdue() {
      return stopped ? 0 : Math.max(0, System.nanoTime() - due) / NANOS;
    }

    void stop() {
      stopped = true;
      next.cancel(false);
    }
  }
}
