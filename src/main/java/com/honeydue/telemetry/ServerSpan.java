package com.honeydue.telemetry;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.ContextInternal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The span of an HTTP request. Lives on the request's event loop. */
final class ServerSpan implements InboundSpan {

  private static final TextMapGetter<MultiMap> HEADERS =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(MultiMap carrier) {
          return carrier.names();
        }

        @Override
        public @Nullable String get(@Nullable MultiMap carrier, String key) {
          return carrier == null ? null : carrier.get(key);
        }
      };

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE");

  private final Span span;
  private final @Nullable String path;
  private boolean routed;
  private boolean forgotten;

  private ServerSpan(Span span, @Nullable String path) {
    this.span = span;
    this.path = path;
  }

  /** The span of {@code request}, under the caller's own if it sent one. */
  static ServerSpan start(Tracer tracer, ContextInternal context, HttpServerRequest request) {
    Context parent =
        W3CTraceContextPropagator.getInstance().extract(Context.root(), request.headers(), HEADERS);
    String method = method(request.method().name());
    boolean known = !method.equals(Names.Label.OTHER_METHOD);
    SpanBuilder builder =
        tracer
            .spanBuilder(known ? method : Names.SpanName.HTTP)
            .setParent(parent)
            .setSpanKind(SpanKind.SERVER)
            .setAttribute(Names.Attribute.HTTP_METHOD, method);
    String scheme = request.scheme();
    if (scheme != null) {
      builder.setAttribute(Names.Attribute.URL_SCHEME, scheme);
    }
    String path = request.path();
    if (path != null) {
      builder.setAttribute(Names.Attribute.URL_PATH, path);
    }
    Span span = builder.startSpan();
    var server = new ServerSpan(span, path);
    context.putLocal(ContextLocals.TRACE, parent.with(span));
    context.putLocal(ContextLocals.SERVER_SPAN, server);
    return server;
  }

  /** {@code name} if HTTP defines it, else one name for all others, since callers can send any. */
  static String method(String name) {
    return METHODS.contains(name) ? name : Names.Label.OTHER_METHOD;
  }

  void route(String method, String route, boolean secret) {
    routed = true;
    if (!span.isRecording()) {
      return;
    }
    span.updateName(method + " " + route);
    span.setAttribute(Names.Attribute.HTTP_ROUTE, route);
    if (secret) {
      span.setAttribute(Names.Attribute.URL_PATH, route);
    }
  }

  /** A span that is never ended is never sent, and nothing holds on to it. */
  void forget() {
    forgotten = true;
  }

  @Override
  public void end(@Nullable Object response, @Nullable Throwable failure) {
    if (forgotten) {
      return;
    }
    if (span.isRecording()) {
      if (!routed && path != null) {
        span.setAttribute(Names.Attribute.URL_PATH, HttpSpans.withoutTokens(path));
      }
      if (response instanceof HttpServerResponse answer) {
        int status = answer.getStatusCode();
        span.setAttribute(Names.Attribute.HTTP_STATUS, (long) status);
        if (status >= HttpResponseStatus.INTERNAL_SERVER_ERROR.code()) {
          span.setStatus(StatusCode.ERROR);
          span.setAttribute(Names.Attribute.ERROR_TYPE, Integer.toString(status));
        }
      } else if (failure != null) {
        span.addEvent(Names.Event.CLIENT_GONE);
      }
    }
    span.end();
  }
}
