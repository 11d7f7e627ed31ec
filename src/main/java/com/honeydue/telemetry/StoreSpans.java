package com.honeydue.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;

/**
 * One span per call to a store, under the current one; none outside a trace. Says what was asked,
 * never about which purchase. Thread-safe.
 */
public final class StoreSpans {

  private final Tracer tracer;
  private final String store;

  /**
   * @param store as in the metrics
   */
  public StoreSpans(Telemetry telemetry, String store) {
    this.tracer = telemetry.tracer();
    this.store = store;
  }

  /** Begins the span of a call. */
  public Span start(String call) {
    Context parent = Context.current();
    return Span.fromContext(parent).isRecording()
        ? tracer
            .spanBuilder(StoreNames.SPAN_PREFIX + call)
            .setParent(parent)
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute(StoreNames.Attribute.STORE, store)
            .startSpan()
        : Span.getInvalid();
  }

  /** The call has succeeded. */
  public void end(Span span, String result) {
    span.setAttribute(StoreNames.Attribute.RESULT, result);
    span.end();
  }

  /**
   * The call has not succeeded.
   *
   * @param failed whether that is a fault of ours or the store's, and not what is true of a
   *     purchase
   */
  public void end(Span span, String result, String reason, boolean failed) {
    span.setAttribute(StoreNames.Attribute.REASON, reason);
    if (failed) {
      Spans.fail(span, reason);
    }
    end(span, result);
  }
}
