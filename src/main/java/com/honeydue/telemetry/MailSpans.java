package com.honeydue.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** A span for each mail, under the current one; never with an address or a subject. Thread-safe. */
public final class MailSpans {

  private final Tracer tracer;

  public MailSpans(Telemetry telemetry) {
    this.tracer = telemetry.tracer();
  }

  public Span start(String template, String language) {
    return tracer
        .spanBuilder(MailNames.SPAN_PREFIX + template)
        .setParent(Context.current())
        .setSpanKind(SpanKind.CLIENT)
        .setAttribute(MailNames.Attribute.TEMPLATE, template)
        .setAttribute(MailNames.Attribute.LOCALE, language)
        .startSpan();
  }

  /**
   * Ends it.
   *
   * @param error why it was not sent; null if it was, or if it was refused rightly
   */
  public void end(Span span, String result, @Nullable String error) {
    span.setAttribute(MailNames.Attribute.RESULT, result);
    if (error != null) {
      Spans.fail(span, error);
    }
    span.end();
  }
}
