package com.honeydue.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.vertx.core.spi.tracing.TagExtractor;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Spans of what the process asks of others. Vert.x tells about a request only through tags; those
 * that could carry arguments, queries or paths are left out.
 */
final class ClientSpans {

  private static final String DB_SYSTEM = "db.system";
  private static final String REDIS = "redis";
  private static final String URL = "url.full";
  private static final String STATUS = "http.response.status_code";
  private static final int FIRST_ERROR_STATUS = 400;
  private static final Map<String, String> COMMANDS = new ConcurrentHashMap<>();

  private ClientSpans() {}

  /** Whether {@code request} is a Redis command. */
  static <R> boolean isRedis(R request, TagExtractor<R> tags) {
    return REDIS.equals(tag(request, tags, DB_SYSTEM));
  }

  /** Whether {@code request} is an HTTP request. */
  static <R> boolean isHttp(R request, TagExtractor<R> tags) {
    return tag(request, tags, Names.Attribute.HTTP_METHOD.getKey()) != null;
  }

  /** The span of a Redis command, named as the command; never its arguments. */
  static <R> Span redis(Tracer tracer, Context parent, R request, TagExtractor<R> tags) {
    String tagged = tag(request, tags, Names.Attribute.DB_OPERATION.getKey());
    String command =
        COMMANDS.computeIfAbsent(
            tagged == null ? REDIS : tagged, name -> name.toUpperCase(Locale.ROOT));
    SpanBuilder builder =
        tracer
            .spanBuilder(command)
            .setParent(parent)
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute(Names.Attribute.DB_SYSTEM, REDIS)
            .setAttribute(Names.Attribute.DB_OPERATION, command);
    String server = tag(request, tags, Names.Attribute.SERVER_ADDRESS.getKey());
    if (server != null) {
      builder.setAttribute(Names.Attribute.SERVER_ADDRESS, server);
    }
    String namespace = tag(request, tags, Names.Attribute.DB_NAMESPACE.getKey());
    if (namespace != null) {
      builder.setAttribute(Names.Attribute.DB_NAMESPACE, namespace);
    }
    return builder.startSpan();
  }

  /**
   * The span of an HTTP request to someone else, named as its method; its path may hold secrets and
   * is not kept.
   */
  static <R> Span http(Tracer tracer, Context parent, R request, TagExtractor<R> tags) {
    String tagged = tag(request, tags, Names.Attribute.HTTP_METHOD.getKey());
    String method = ServerSpan.method(tagged == null ? "" : tagged);
    SpanBuilder builder =
        tracer
            .spanBuilder(method.equals(Names.Label.OTHER_METHOD) ? Names.SpanName.HTTP : method)
            .setParent(parent)
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute(Names.Attribute.HTTP_METHOD, method);
    String url = tag(request, tags, URL);
    if (url != null) {
      builder.setAttribute(Names.Attribute.SERVER_ADDRESS, host(url));
    }
    return builder.startSpan();
  }

  static <R> void end(
      Span span, @Nullable R response, @Nullable Throwable failure, TagExtractor<R> tags) {
    if (failure != null) {
      span.setStatus(StatusCode.ERROR);
      span.setAttribute(Names.Attribute.ERROR_TYPE, failure.getClass().getSimpleName());
    } else if (response != null && span.isRecording()) {
      String status = tag(response, tags, STATUS);
      if (status != null) {
        int code = Integer.parseInt(status);
        span.setAttribute(Names.Attribute.HTTP_STATUS, (long) code);
        if (code >= FIRST_ERROR_STATUS) {
          span.setStatus(StatusCode.ERROR);
          span.setAttribute(Names.Attribute.ERROR_TYPE, status);
        }
      }
    }
    span.end();
  }

  private static String host(String url) {
    int scheme = url.indexOf("://");
    int begin = scheme < 0 ? 0 : scheme + "://".length();
    int end = begin;
    while (end < url.length() && ":/?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    return url.substring(begin, end);
  }

  private static <R> @Nullable String tag(R request, TagExtractor<R> tags, String name) {
    int length = tags.len(request);
    for (int i = 0; i < length; i++) {
      if (tags.name(request, i).equals(name)) {
        return tags.value(request, i);
      }
    }
    return null;
  }
}
