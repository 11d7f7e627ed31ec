package com.honeydue.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.honeydue.bus.Failure;
import com.honeydue.bus.FieldError;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A problem document (RFC 9457). All answers from 400 on are made of it, and this is the only place
 * that knows the status of each kind of failure.
 *
 * @param code a stable snake_case word
 * @param detail what went wrong this time, for a person
 * @param errors the fields that are wrong
 * @param members more members of the document
 * @param retryAfter when the request may be tried again
 */
record Problem(
    int status,
    String code,
    String detail,
    List<FieldError> errors,
    Map<String, Object> members,
    @Nullable Duration retryAfter) {

  static final String MEDIA_TYPE = "application/problem+json";

  private static final int SIZE = 512;

  static Problem of(int status, String code, String detail) {
    return new Problem(status, code, detail, List.of(), Map.of(), null);
  }

  /** The problem that a failed call is; what is no {@link Failure} is told to nobody. */
  static Problem of(Throwable error) {
    Failure failure = error instanceof Failure known ? known : Failure.internal();
    return new Problem(
        status(failure.kind()),
        failure.code(),
        failure.message(),
        failure.errors(),
        failure.details(),
        failure.retryAfter());
  }

  static int status(Failure.Kind kind) {
    return switch (kind) {
      case INVALID -> 400;
      case UNAUTHENTICATED -> 401;
      case FORBIDDEN -> 403;
      case NOT_FOUND -> 404;
      case CONFLICT -> 409;
      case STALE -> 412;
      case TOO_LARGE -> 413;
      case UNSUPPORTED_MEDIA -> 415;
      case UNPROCESSABLE -> 422;
      case THROTTLED -> 429;
      case INTERNAL -> 500;
      case UNAVAILABLE -> 503;
    };
  }

  /**
   * The document.
   *
   * @param traceId the request's trace; {@code null} if it has none
   */
  Buffer write(String requestId, @Nullable String traceId) {
    ByteBuf bytes = Unpooled.buffer(SIZE);
    try (JsonGenerator json = Json.generator(bytes)) {
      json.writeStartObject();
      json.writeStringField("type", "about:blank");
      json.writeStringField("title", title(status));
      json.writeNumberField("status", status);
      json.writeStringField("detail", detail);
      json.writeStringField("code", code);
      json.writeStringField("request_id", requestId);
      if (traceId != null) {
        json.writeStringField("trace_id", traceId);
      }
      if (!errors.isEmpty()) {
        json.writeObjectField("errors", errors);
      }
      for (var member : members.entrySet()) {
        json.writeObjectField(member.getKey(), member.getValue());
      }
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return BufferInternal.buffer(bytes);
  }

  /** The status in the words of RFC 9110, which differ from Netty's for two of them. */
  private static String title(int status) {
    return switch (status) {
      case 413 -> "Content Too Large";
      case 422 -> "Unprocessable Content";
      default -> HttpResponseStatus.valueOf(status).reasonPhrase();
    };
  }
}
