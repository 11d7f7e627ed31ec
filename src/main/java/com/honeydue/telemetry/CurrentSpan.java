package com.honeydue.telemetry;

import io.opentelemetry.api.trace.Span;
import io.prometheus.metrics.tracer.common.SpanContext;

/**
 * Tells the meters in which trace something was measured, so that a scrape can name an example of
 * it. Stateless.
 */
final class CurrentSpan implements SpanContext {

  @Override
  public String getCurrentTraceId() {
    return Span.current().getSpanContext().getTraceId();
  }

  @Override
  public String getCurrentSpanId() {
    return Span.current().getSpanContext().getSpanId();
  }

  /** Only what is exported can be looked at. */
  @Override
  public boolean isCurrentSpanSampled() {
    return Span.current().isRecording();
  }

  @Override
  public void markCurrentSpanAsExemplar() {
    // every recorded span is exported: none has to be kept because of this
  }
}
