package com.honeydue.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.vertx.core.internal.ContextInternal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The span of one run of a job: the root of a trace of its own, with a link to whatever caused the
 * job, which may have happened days before. Confined to the run's context.
 */
public final class JobSpan {

  /**
   * What is told of a run. Of the payload only its size and the names of its fields.
   *
   * @param attempt 1 the first time
   * @param retries how often it is tried again at most
   * @param waitedMillis since the job was made
   */
  public record Run(
      String type,
      String queue,
      String id,
      int attempt,
      int retries,
      long waitedMillis,
      int payloadBytes,
      List<String> payloadKeys,
      @Nullable String traceparent) {}

  private static final TextMapGetter<String> TRACEPARENT =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String carrier) {
          return List.of("traceparent");
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
          return key.equals("traceparent") ? carrier : null;
        }
      };

  private final Span span;

  private JobSpan(Span span) {
    this.span = span;
  }

  /** Begins the span; what runs on {@code own} from now on belongs to it. */
  public static JobSpan start(Telemetry telemetry, ContextInternal own, Run run) {
    var builder =
        telemetry
            .tracer()
            .spanBuilder(Names.SpanName.JOB_PREFIX + run.type())
            .setNoParent()
            .setSpanKind(SpanKind.CONSUMER)
            .setAttribute(Names.Attribute.JOB_TYPE, run.type())
            .setAttribute(Names.Attribute.JOB_QUEUE, run.queue())
            .setAttribute(Names.Attribute.JOB_ID, run.id())
            .setAttribute(Names.Attribute.JOB_ATTEMPT, (long) run.attempt())
            .setAttribute(Names.Attribute.JOB_RETRIES, (long) run.retries())
            .setAttribute(Names.Attribute.JOB_WAITED, run.waitedMillis())
            .setAttribute(Names.Attribute.JOB_PAYLOAD_BYTES, (long) run.payloadBytes())
            .setAttribute(Names.Attribute.JOB_PAYLOAD_KEYS, run.payloadKeys());
    if (run.traceparent() != null) {
      SpanContext cause =
          Span.fromContext(
                  W3CTraceContextPropagator.getInstance()
                      .extract(Context.root(), run.traceparent(), TRACEPARENT))
              .getSpanContext();
      if (cause.isValid()) {
        builder.addLink(cause);
      }
    }
    Span span = builder.startSpan();
    own.putLocal(ContextLocals.TRACE, Context.root().with(span));
    own.putLocal(ContextLocals.LOG, new LogContext.Fields(run.id(), 0));
    return new JobSpan(span);
  }

  /**
   * Ends the span.
   *
   * @param result as in the metric
   * @param error a word from a bounded set; null when it went well
   */
  public void end(String result, @Nullable String error) {
    span.setAttribute(Names.Attribute.JOB_RESULT, result);
    if (error != null) {
      Spans.fail(span, error);
    }
    span.end();
  }
}
