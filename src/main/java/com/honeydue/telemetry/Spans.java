package com.honeydue.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import org.jspecify.annotations.Nullable;

/** The span of whatever is being worked on. All of it does nothing when there is none. */
public final class Spans {

  private Spans() {}

  /** The trace that the current work belongs to, 32 hex digits; empty when it belongs to none. */
  public static String traceId() {
    SpanContext current = Span.current().getSpanContext();
    return current.isValid() ? current.getTraceId() : "";
  }

  /**
   * What ties later work to the current trace: a {@code traceparent} of W3C Trace Context, version
   * 00; {@code null} when there is no trace.
   */
  public static @Nullable String traceparent() {
    SpanContext current = Span.current().getSpanContext();
    return current.isValid()
        ? "00-%s-%s-%s"
            .formatted(current.getTraceId(), current.getSpanId(), current.getTraceFlags().asHex())
        : null;
  }

  /**
   * Marks the current span as failed through our own fault: internal and unavailable failures
   * alone, since a refusal is a correct answer.
   *
   * @param type a short word from a bounded set, such as a failure's code
   */
  public static void fail(String type) {
    fail(Span.current(), type);
  }

  /**
   * The same, with the exception's class as the type. Its message may hold a user's data and is not
   * recorded.
   */
  public static void fail(Throwable cause) {
    fail(Span.current(), cause.getClass().getSimpleName());
  }

  /** Marks the moment in the current span. */
  public static void event(String name) {
    Span.current().addEvent(name);
  }

  /** Marks the moment in the current span, with one attribute. */
  public static void event(String name, AttributeKey<String> key, String value) {
    Span span = Span.current();
    if (span.isRecording()) {
      span.addEvent(name, Attributes.of(key, value));
    }
  }

  static void fail(Span span, String type) {
    if (span.isRecording()) {
      span.setStatus(StatusCode.ERROR);
      span.setAttribute(Names.Attribute.ERROR_TYPE, type);
    }
  }
}
