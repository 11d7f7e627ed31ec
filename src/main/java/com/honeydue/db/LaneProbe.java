package com.honeydue.db;

import com.honeydue.bus.Failure;
import com.honeydue.telemetry.Telemetry;
import io.opentelemetry.api.trace.Span;

/** What the lanes of one group tell telemetry. */
final class LaneProbe {
  LaneProbe(Telemetry telemetry, String group, int loop) {}
  Span begin(Statement<?> statement) { return Span.getInvalid(); }
  void sent(Span span, long waitedNanos) {}
  void end(Statement<?> statement, Span span, long nanos, int rows) {}
  void fail(Statement<?> statement, Span span, long nanos, Throwable error, Failure failure) {}
  void queued(int change) {}
  void open(int change) {}
  void silent() {}
}
