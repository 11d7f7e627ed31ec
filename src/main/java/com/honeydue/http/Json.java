package com.honeydue.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.blackbird.BlackbirdModule;
import com.honeydue.bus.SharedWords;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.json.jackson.VertxModule;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/**
 * Writes answers: records in snake_case, times in RFC 3339 UTC, nulls as nulls, straight into the
 * buffer that goes to the socket. Thread-safe.
 *
 * <p>The buffers are on the heap and not pooled: Vert.x drops answers that still wait for a slow
 * reader when the connection closes, and does not release what they hold.
 */
public final class Json {

  private static final ObjectWriter WRITER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
          .addModule(new BlackbirdModule())
          .addModule(new JavaTimeModule())
          .addModule(new VertxModule())
          .addModule(
              new SimpleModule("rfc3339")
                  .addSerializer(SharedWords.class, new SharedWordsWriter())
                  .addSerializer(LocalDate.class, new DayWriter())
                  .addSerializer(Instant.class, new InstantWriter<>(Instant.class))
                  .addSerializer(OffsetDateTime.class, new InstantWriter<>(OffsetDateTime.class)))
          .build()
          .writer();

  private Json() {}

  /**
   * The JSON of {@code value}.
   *
   * @param expected how many bytes it will probably have
   * @throws IOException if {@code value} can not be written
   */
  static Buffer write(Object value, int expected) throws IOException {
    ByteBuf bytes = Unpooled.buffer(expected);
    try (JsonGenerator generator = generator(bytes)) {
      WRITER.writeValue(generator, value);
    }
    return BufferInternal.buffer(bytes);
  }

  /**
   * A generator for documents that are written by hand; it also writes whatever {@link #write} can.
   */
  static JsonGenerator generator(ByteBuf into) throws IOException {
    return WRITER.createGenerator((OutputStream) new ByteBufOutputStream(into));
  }
}
