package com.honeydue.bus;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.honeydue.telemetry.Trace;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls, replies and failures as JSON, for a bus that leaves the process: an int32 length, then
 * UTF-8 JSON. A reply's body arrives as the maps and lists its JSON stands for. Stateless, safe
 * everywhere.
 */
final class WireFormat {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .visibility(
              com.fasterxml.jackson.annotation.PropertyAccessor.FIELD,
              JsonAutoDetect.Visibility.DEFAULT)
          .build();

  private record WireCall(
      String operation,
      Caller caller,
      Map<String, Object> parameters,
      Map<String, Object> body,
      String requestId,
      Instant deadline,
      Preconditions preconditions,
      Client client,
      @Nullable IdempotencyKey idempotencyKey,
      Map<String, String> trace) {}

  private record WireFailure(
      Failure.Kind kind,
      String code,
      String message,
      List<FieldError> errors,
      Map<String, Object> details,
      @Nullable Duration retryAfter) {}

  private WireFormat() {}

  static void write(Buffer buffer, Object value) {
    try {
      byte[] json = MAPPER.writeValueAsBytes(outgoing(value));
      buffer.appendInt(json.length).appendBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "cannot be sent over the bus: " + value.getClass().getName(), e);
    }
  }

  static <T> T read(int position, Buffer buffer, Class<T> type) {
    int length = buffer.getInt(position);
    byte[] json = buffer.getBytes(position + 4, position + 4 + length);
    try {
      return type.cast(incoming(json, type));
    } catch (java.io.IOException e) {
      throw new IllegalArgumentException("not a " + type.getSimpleName(), e);
    }
  }

  private static Object outgoing(Object value) {
    return switch (value) {
      case Call<?> call -> {
        var arguments = (Arguments) call.arguments();
        yield new WireCall(
            call.operation(),
            call.caller(),
            arguments.parameters(),
            arguments.body().getMap(),
            call.requestId(),
            call.deadline(),
            call.preconditions(),
            call.client(),
            call.idempotencyKey(),
            call.trace().fields());
      }
      case Failure f ->
          new WireFailure(f.kind(), f.code(), f.message(), f.errors(), f.details(), f.retryAfter());
      default -> value;
    };
  }

  private static Object incoming(byte[] json, Class<?> type) throws java.io.IOException {
    if (type == Call.class) {
      var wire = MAPPER.readValue(json, WireCall.class);
      var arguments = new Arguments(parameters(wire.parameters()), new JsonObject(wire.body()));
      return new Call<>(
          wire.operation(),
          wire.caller(),
          arguments,
          wire.requestId(),
          wire.deadline(),
          wire.preconditions(),
          wire.client(),
          wire.idempotencyKey(),
          Trace.of(wire.trace()));
    }
    if (type == Failure.class) {
      var wire = MAPPER.readValue(json, WireFailure.class);
      var failure = Failure.of(wire.kind(), wire.code(), wire.message()).errors(wire.errors());
      for (var detail : wire.details().entrySet()) {
        failure = failure.detail(detail.getKey(), detail.getValue());
      }
      return wire.retryAfter() == null ? failure : failure.retryAfter(wire.retryAfter());
    }
    return MAPPER.readValue(json, type);
  }

  /** JSON knows no difference between int and long; parameters are always {@link Long}. */
  private static Map<String, Object> parameters(Map<String, Object> read) {
    var typed = new java.util.HashMap<String, Object>();
    read.forEach((name, value) -> typed.put(name, widened(value)));
    return typed;
  }

  private static Object widened(Object value) {
    return switch (value) {
      case Integer number -> number.longValue();
      case List<?> list -> {
        var widened = new ArrayList<Object>();
        list.forEach(item -> widened.add(widened(item)));
        yield widened;
      }
      default -> value;
    };
  }
}
