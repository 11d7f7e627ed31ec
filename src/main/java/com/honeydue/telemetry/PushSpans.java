package com.honeydue.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * One span per push that is sent, under the current one; none outside a trace. Says what kind of
 * push it was, never to whom or what is in it. Thread-safe.
 */
public final class PushSpans {

  private final Tracer tracer;
  private final String name;
  private final String provider;

  /**
   * @param name of the spans
   * @param provider as in the metrics
   */
  public PushSpans(Telemetry telemetry, String name, String provider) {
    this.tracer = telemetry.tracer();
    this.name = name;
    this.provider = provider;
  }

  /**
   * Begins a span.
   *
   * @param type what the push is about
   * @param category names the actions offered with it, if there are any
   */
  public Span start(String type, @Nullable String category) {
    Context parent = Context.current();
    if (!Span.fromContext(parent).isRecording()) {
      return Span.getInvalid();
    }
    Span span =
        tracer
            .spanBuilder(name)
            .setParent(parent)
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute(PushNames.Attribute.PROVIDER, provider)
            .setAttribute(PushNames.Attribute.TYPE, type)
            .startSpan();
    if (category != null) {
      span.setAttribute(PushNames.Attribute.CATEGORY, category);
    }
    return span;
  }

  /** The push has gone through. */
  public void end(Span span, String result) {
    span.setAttribute(PushNames.Attribute.RESULT, result);
    span.end();
  }

  /**
   * The push has not gone through.
   *
   * @param failed whether that is a fault of ours or the provider's, and not what became of a
   *     device
   */
  public void end(Span span, String result, String reason, boolean failed) {
    span.setAttribute(PushNames.Attribute.REASON, reason);
    if (failed) {
      Spans.fail(span, reason);
    }
    end(span, result);
  }
}
