package com.honeydue.http.throttle;

import com.honeydue.telemetry.Names;
import com.honeydue.telemetry.StepTimers;
import com.honeydue.telemetry.Telemetry;
import io.micrometer.core.instrument.MeterRegistry;

/** What the throttles report. Thread-safe. */
final class ThrottleMeters {

  private final MeterRegistry meters;
  private final StepTimers steps;

  ThrottleMeters(Telemetry telemetry) {
    this.meters = telemetry.meters();
    this.steps = new StepTimers(telemetry);
  }

  void decided(String operation, Decision decision, long nanos) {
    steps.throttle(
        operation,
        decision.allowed() ? "allowed" : "refused",
        decision.local() ? "local" : "redis",
        nanos);
    for (Standing standing : decision.standings()) {
      if (standing.early() > 0) {
        meters
            .counter(Names.Metric.THROTTLE_REFUSED, Names.Label.THROTTLE, standing.limit().name())
            .increment();
      }
    }
  }
}
