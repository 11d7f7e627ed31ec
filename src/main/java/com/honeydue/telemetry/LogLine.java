package com.honeydue.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import org.jspecify.annotations.Nullable;

/**
 * A log event with what only its own thread knows, so that it can be written by another.
 *
 * @param event what was logged
 * @param caller the code that logged it
 * @param span the span it was logged in; an invalid one for none
 * @param fields the request it was logged for
 */
record LogLine(
    ILoggingEvent event, String caller, SpanContext span, LogContext.@Nullable Fields fields) {

  /** Takes everything that depends on the calling thread. */
  static LogLine capture(ILoggingEvent event) {
    event.getFormattedMessage(); // kept by the event: the arguments may change before it is written
    String caller =
        event.getLoggerName().equals(Names.ACCESS_LOG) ? Names.ACCESS_LOG : LogCaller.find();
    return new LogLine(event, caller, Span.current().getSpanContext(), LogContext.current());
  }
}
