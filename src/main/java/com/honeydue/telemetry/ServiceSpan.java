package com.honeydue.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.vertx.core.internal.ContextInternal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The span of a bus call: from its receipt by the service to its reply. Its status is set by {@link
 * Spans#fail}.
 */
record ServiceSpan(Span span) implements InboundSpan {

  private static final Map<String, String> NAMES = new ConcurrentHashMap<>();

  /** The name of the span of {@code operation}. */
  static String name(String operation) {
    String name = NAMES.get(operation);
    if (name != null) {
      return name;
    }
    return NAMES.computeIfAbsent(
        operation,
        id ->
            (id.equals(Names.SpanName.AUTHENTICATE)
                    ? Names.SpanName.AUTH_PREFIX
                    : Names.SpanName.SERVICE_PREFIX)
                + id);
  }

  /** A span under the one in which the message was made; none when there was none. */
  static @Nullable ServiceSpan start(Tracer tracer, ContextInternal context, TracedMessage body) {
    Context parent = body.trace().context();
    if (Span.fromContextOrNull(parent) == null) {
      return null;
    }
    Span span =
        tracer
            .spanBuilder(body.spanName())
            .setParent(parent)
            .setSpanKind(SpanKind.INTERNAL)
            .startSpan();
    context.putLocal(ContextLocals.TRACE, parent.with(span));
    return new ServiceSpan(span);
  }

  @Override
  public void end(@Nullable Object response, @Nullable Throwable failure) {
    span.end();
  }
}
