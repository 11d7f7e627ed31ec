package com.honeydue.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.vertx.core.eventbus.Message;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns what Vert.x tells about its work into our spans: one per HTTP request, one per bus call
 * (not two per hop), one per Redis command or HTTP request sent while a request is worked on. All
 * else makes none.
 *
 * <p>The trace stays in the request's context after its span has ended, so that late work is still
 * part of it.
 *
 * <p>Thread-safe: one for the whole Vert.x instance.
 */
final class SpanTracer implements VertxTracer<InboundSpan, Span> {

  private final Tracer tracer;

  SpanTracer(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public <R> @Nullable InboundSpan receiveRequest(
      io.vertx.core.Context context,
      SpanKind kind,
      TracingPolicy policy,
      R request,
      String operation,
      Iterable<Map.Entry<String, String>> headers,
      TagExtractor<R> tags) {
    if (policy == TracingPolicy.IGNORE) {
      return null;
    }
    ContextInternal own = (ContextInternal) context;
    return switch (request) {
      case HttpServerRequest http -> ServerSpan.start(tracer, own, http);
      case Message<?> message when message.body() instanceof TracedMessage body ->
          ServiceSpan.start(tracer, own, body);
      case null, default -> null;
    };
  }

  @Override
  public <R> void sendResponse(
      io.vertx.core.Context context,
      @Nullable R response,
      @Nullable InboundSpan span,
      @Nullable Throwable failure,
      TagExtractor<R> tags) {
    if (span != null) {
      span.end(response, failure);
    }
  }

  @Override
  public <R> @Nullable Span sendRequest(
      io.vertx.core.@Nullable Context context,
      SpanKind kind,
      TracingPolicy policy,
      @Nullable R request,
      String operation,
      BiConsumer<String, String> headers,
      TagExtractor<R> tags) {
    // A message carries its trace itself.
    if (policy == TracingPolicy.IGNORE || request == null || request instanceof Message<?>) {
      return null;
    }
    Context parent = VertxContextStorage.of(context);
    if (Span.fromContextOrNull(parent) == null) {
      return null;
    }
    if (kind != SpanKind.RPC) {
      return null;
    }
    if (ClientSpans.isRedis(request, tags)) {
      return ClientSpans.redis(tracer, parent, request, tags);
    }
    if (ClientSpans.isHttp(request, tags)) {
      // no traceparent goes with it: these are third parties, which have no use for our ids
      return ClientSpans.http(tracer, parent, request, tags);
    }
    return null;
  }

  @Override
  public <R> void receiveResponse(
      io.vertx.core.Context context,
      @Nullable R response,
      @Nullable Span span,
      @Nullable Throwable failure,
      TagExtractor<R> tags) {
    if (span != null) {
      ClientSpans.end(span, response, failure, tags);
    }
  }
}
