package com.honeydue.http.throttle;

import com.honeydue.telemetry.Names;
import com.honeydue.telemetry.Telemetry;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;

/** What the throttles report. Thread-safe. */
final class ThrottleMeters {

  private final MeterRegistry meters;

  ThrottleMeters(Telemetry telemetry) {
    this.meters = telemetry.meters();
  }

  void decided(String operation, Decision decision, long nanos) {
    meters
        .timer(
            Names.Metric.THROTTLE,
            Names.Label.OPERATION,
            operation,
            Names.Label.RESULT,
            decision.allowed() ? "allowed" : "refused",
            Names.Label.SOURCE,
            decision.local() ? "local" : "redis")
        .record(nanos, TimeUnit.NANOSECONDS);
    for (Standing standing : decision.standings()) {
      if (standing.early() > 0) {
        meters
            .counter(Names.Metric.THROTTLE_REFUSED, Names.Label.THROTTLE, standing.limit().name())
            .increment();
      }
    }
  }
}
