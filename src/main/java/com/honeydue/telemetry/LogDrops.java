package com.honeydue.telemetry;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the log lines that were lost. Logging begins before there are meters, so the count is the
 * process's.
 */
final class LogDrops {

  private static final LongAdder DROPPED = new LongAdder();

  private LogDrops() {}

  static void one() {
    DROPPED.increment();
  }

  static void bindTo(MeterRegistry registry) {
    FunctionCounter.builder(Names.Metric.LOGS_DROPPED, DROPPED, LongAdder::doubleValue)
        .description("Log lines lost because the writer could not keep up")
        .register(registry);
  }
}
