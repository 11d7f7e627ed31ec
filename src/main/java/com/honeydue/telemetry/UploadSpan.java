package com.honeydue.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * The span of storing a file, or of whatever else is asked of a storage, with one below it for each
 * request. Begun on the context of whoever asks; may be continued and ended on any thread, as
 * nothing is read from where it runs. Outside a trace there are none.
 */
public final class UploadSpan {

  private final Tracer tracer;
  private final @Nullable Context context;

  private UploadSpan(Tracer tracer, @Nullable Context context) {
    this.tracer = tracer;
    this.context = context;
  }

  /** Begins the span of storing {@code bytes} in {@code bucket}. */
  public static UploadSpan upload(Telemetry telemetry, String bucket, long bytes) {
    var parent = current();
    if (parent == null) {
      return new UploadSpan(telemetry.tracer(), null);
    }
    Span span =
        telemetry
            .tracer()
            .spanBuilder(StorageNames.SpanName.UPLOAD)
            .setParent(parent)
            .setSpanKind(SpanKind.INTERNAL)
            .setAttribute(StorageNames.Attribute.BUCKET, bucket)
            .setAttribute(StorageNames.Attribute.UPLOAD_BYTES, bytes)
            .startSpan();
    return new UploadSpan(telemetry.tracer(), parent.with(span));
  }

  /** No span of its own: requests are below the current one. */
  public static UploadSpan none(Telemetry telemetry) {
    return new UploadSpan(telemetry.tracer(), current());
  }

  /** Begins the span of one request, {@code PutObject} or the like. */
  public UploadSpan request(String operation, String bucket) {
    if (context == null) {
      return this;
    }
    SpanBuilder builder =
        tracer
            .spanBuilder(operation)
            .setParent(context)
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute(StorageNames.Attribute.BUCKET, bucket);
    return new UploadSpan(tracer, context.with(builder.startSpan()));
  }

  /** The same future; the span ends with it. */
  public <T> Future<T> until(Future<T> work) {
    return work.onComplete((done, error) -> end(error));
  }

  private void end(@Nullable Throwable error) {
    if (context == null) {
      return;
    }
    Span span = Span.fromContext(context);
    if (error != null) {
      Spans.fail(span, error.getClass().getSimpleName());
    }
    span.end();
  }

  private static @Nullable Context current() {
    Context current = Context.current();
    return Span.fromContext(current).isRecording() ? current : null;
  }
}
