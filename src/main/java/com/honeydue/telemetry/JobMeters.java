package com.honeydue.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What workers report of the jobs they do. One for the process, thread-safe. */
public final class JobMeters {

  private final MeterRegistry meters;
  private final AtomicInteger running = new AtomicInteger();
  private final Counter recovered;

  public JobMeters(Telemetry telemetry) {
    this.meters = telemetry.meters();
    this.recovered =
        Counter.builder(Names.Metric.JOBS_RECOVERED)
            .description("Jobs whose worker had stopped extending its lease")
            .register(meters);
    Gauge.builder(Names.Metric.JOBS_RUNNING, running, AtomicInteger::get)
        .description("Jobs that run in this process")
        .register(meters);
  }

  /** Types that will be done: at 0 from the start, so that the first failure shows as a rise. */
  public void expect(Collection<String> types) {
    for (String type : types) {
      run(type, "ok");
      run(type, "dead");
    }
  }

  public void began() {
    running.incrementAndGet();
  }

  /** It waited so long for its first run. */
  public void waited(String type, Duration waited) {
    Timer.builder(Names.Metric.JOB_WAIT)
        .description("From when a job was made to its first run")
        .tag(Names.Label.TASK_TYPE, type)
        .serviceLevelObjectives(Buckets.JOB)
        .register(meters)
        .record(waited);
  }

  /**
   * A run ended.
   *
   * @param result {@code ok}, {@code retry}, {@code dead}, {@code lost}, {@code cancelled} or
   *     {@code returned}
   */
  public void ended(String type, String result, long nanos) {
    running.decrementAndGet();
    run(type, result).record(nanos, TimeUnit.NANOSECONDS);
  }

  /** A job is dead without having run again. */
  public void buried(String type) {
    run(type, "dead").record(Duration.ZERO);
  }

  private Timer run(String type, String result) {
    return Timer.builder(Names.Metric.JOB)
        .description("Runs of jobs")
        .tag(Names.Label.TASK_TYPE, type)
        .tag(Names.Label.RESULT, result)
        .serviceLevelObjectives(Buckets.JOB)
        .register(meters);
  }

  public void recovered(int jobs) {
    recovered.increment(jobs);
  }
}
