package com.honeydue.telemetry;

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

  private final List<Sampler> samplers;

  private LoopLag(List<Sampler> samplers) {
    this.samplers = samplers;
  }

  /** Begins sampling every loop of {@code loops}. */
  static LoopLag start(EventLoopGroup loops, MeterRegistry meters) {
    var samplers = new ArrayList<Sampler>();
    for (EventExecutor loop : loops) {
      var sampler = new Sampler(loop, timer(meters, samplers.size()));
      samplers.add(sampler);
      sampler.schedule();
    }
    return new LoopLag(samplers);
  }

  void stop() {
    samplers.forEach(Sampler::stop);
  }

  private static Timer timer(MeterRegistry meters, int loop) {
    return Timer.builder(Names.Metric.LOOP_LAG)
        .description("How much later than planned an event loop runs a timer")
        .tag(Names.Label.LOOP, Integer.toString(loop))
        .serviceLevelObjectives(Buckets.LAG)
        .register(meters);
  }

  /** Lives on its event loop, but for {@link #stop}. */
  private static final class Sampler implements Runnable {
    private final EventExecutor loop;
    private final Timer timer;
    private volatile boolean stopped;
    private volatile Future<?> next = CompletableFuture.completedFuture(null);
    private long due;

    Sampler(EventExecutor loop, Timer timer) {
      this.loop = loop;
      this.timer = timer;
    }

    void schedule() {
      due = System.nanoTime() + PERIOD;
      next = loop.schedule(this, PERIOD, TimeUnit.NANOSECONDS);
    }

    @Override
    public void run() {
      timer.record(Math.max(0, System.nanoTime() - due), TimeUnit.NANOSECONDS);
      if (!stopped && !loop.isShuttingDown()) {
        schedule();
      }
    }

    void stop() {
      stopped = true;
      next.cancel(false);
    }
  }
}
