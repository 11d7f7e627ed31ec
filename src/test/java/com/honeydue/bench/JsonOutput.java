package com.honeydue.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.honeydue.http.Moments;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** JSON written member by member, with nothing in between; what the bare server answers with. */
public final class JsonOutput {

  private static final JsonFactory JSON = new JsonFactory();

  private JsonOutput() {}

  /** What writes a value. */
  public interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  /**
   * What is written.
   *
   * @param expectedBytes how long it will probably be
   */
  public static Buffer of(int expectedBytes, Content content) {
    ByteBuf bytes = Unpooled.buffer(expectedBytes);
    try (var json = JSON.createGenerator((OutputStream) new ByteBufOutputStream(bytes))) {
      content.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return BufferInternal.buffer(bytes);
  }

  public static void number(JsonGenerator json, String name, @Nullable Number value)
      throws IOException {
    if (value == null) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, value.longValue());
    }
  }

  public static void date(JsonGenerator json, String name, @Nullable LocalDate value)
      throws IOException {
    json.writeFieldName(name);
    if (value == null) {
      json.writeNull();
    } else {
      Moments.write(json, value);
    }
  }

  public static void moment(JsonGenerator json, String name, @Nullable Instant value)
      throws IOException {
    json.writeFieldName(name);
    if (value == null) {
      json.writeNull();
    } else {
      Moments.write(json, value);
    }
  }
}
