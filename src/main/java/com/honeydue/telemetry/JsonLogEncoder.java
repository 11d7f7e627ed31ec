package com.honeydue.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/**
 * Writes a log event as one line of JSON: {@code level}, {@code time} (RFC 3339, UTC), {@code
 * caller}, {@code message}, then {@code trace_id}, {@code span_id}, {@code request_id}, {@code
 * user_id} where there are any, then the event's own key-value pairs, then {@code error} and {@code
 * stack} of an exception. Thread-safe: what it remembers is immutable and may be lost.
 */
public final class JsonLogEncoder extends EncoderBase<ILoggingEvent> {

  private static final int LINE = 512;
  private static final int LONGEST_STACK = 16_384;
  private static final byte[] NOTHING = {};
  private static final JsonFactory JSON = new JsonFactory();
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Set<String> OWN =
      Set.of(
          Names.Field.LEVEL,
          Names.Field.TIME,
          Names.Field.CALLER,
          Names.Field.MESSAGE,
          Names.Field.TRACE_ID,
          Names.Field.SPAN_ID,
          Names.Field.ERROR,
          Names.Field.STACK);

  /** The text of the second that was written last: hundreds of lines share one. */
  private Second last = new Second(0, SECOND.format(Instant.EPOCH));

  private record Second(long number, String text) {}

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    return encode(LogLine.capture(event));
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }

  /** The line, with its line feed. */
  byte[] encode(LogLine line) {
    var bytes = new ByteArrayOutputStream(LINE);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      write(json, line);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  private void write(JsonGenerator json, LogLine line) throws IOException {
    ILoggingEvent event = line.event();
    json.writeStringField(Names.Field.LEVEL, level(event));
    json.writeStringField(Names.Field.TIME, time(event.getTimeStamp()));
    json.writeStringField(Names.Field.CALLER, line.caller());
    json.writeStringField(Names.Field.MESSAGE, event.getFormattedMessage());
    if (line.span().isValid()) {
      json.writeStringField(Names.Field.TRACE_ID, line.span().getTraceId());
      json.writeStringField(Names.Field.SPAN_ID, line.span().getSpanId());
    }
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    LogContext.Fields fields = line.fields();
    if (fields != null) {
      if (!has(pairs, Names.Field.REQUEST_ID)) {
        json.writeStringField(Names.Field.REQUEST_ID, fields.requestId());
      }
      if (fields.hasUser() && !has(pairs, Names.Field.USER_ID)) {
        json.writeNumberField(Names.Field.USER_ID, fields.userId());
      }
    }
    if (pairs != null) {
      for (KeyValuePair pair : pairs) {
        json.writeFieldName(OWN.contains(pair.key) ? pair.key + "_" : pair.key);
        value(json, pair.value);
      }
    }
    error(json, event.getThrowableProxy());
  }

  private String time(long epochMillis) {
    long number = Math.floorDiv(epochMillis, 1_000L);
    Second known = last;
    if (known.number() != number) {
      known = new Second(number, SECOND.format(Instant.ofEpochSecond(number)));
      last = known;
    }
    long millis = Math.floorMod(epochMillis, 1_000L);
    return known.text() + (millis < 10 ? ".00" : millis < 100 ? ".0" : ".") + millis + "Z";
  }

  private static void value(JsonGenerator json, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case Boolean truth -> json.writeBoolean(truth);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      default -> json.writeString(value.toString());
    }
  }

  private static void error(JsonGenerator json, @Nullable IThrowableProxy thrown)
      throws IOException {
    if (thrown != null) {
      String stack = ThrowableProxyUtil.asString(thrown);
      json.writeStringField(Names.Field.ERROR, thrown.getClassName() + ": " + thrown.getMessage());
      json.writeStringField(
          Names.Field.STACK, stack.substring(0, Math.min(stack.length(), LONGEST_STACK)));
    }
  }

  private static boolean has(@Nullable List<KeyValuePair> pairs, String key) {
    if (pairs != null) {
      for (KeyValuePair pair : pairs) {
        if (pair.key.equals(key)) {
          return true;
        }
      }
    }
    return false;
  }

  private static String level(ILoggingEvent event) {
    List<Marker> markers = event.getMarkerList();
    if (markers != null && markers.contains(Logs.FATAL)) {
      return "fatal";
    }
    return switch (event.getLevel().toInt()) {
      case Level.ERROR_INT -> "error";
      case Level.WARN_INT -> "warn";
      case Level.INFO_INT -> "info";
      default -> "debug";
    };
  }
}
