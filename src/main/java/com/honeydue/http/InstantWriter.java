package com.honeydue.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JacksonStdImpl;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;

/**
 * Writes a moment as RFC 3339 in UTC: {@code 2026-05-31T08:30:00Z}, with a fraction only when there
 * is one. By hand, since a board has hundreds of them and {@code java.time}'s formatters cost as
 * much as the rest of the card. Stateless.
 *
 * <p>Marked as one of Jackson's own, since Blackbird reads a property by reflection otherwise.
 */
@JacksonStdImpl
final class InstantWriter<T extends TemporalAccessor> extends StdSerializer<T> {

  private static final long serialVersionUID = 1L;

  private static final int LONGEST = 30;
  private static final int NANOS_PER_MICRO = 1_000;

  InstantWriter(Class<T> type) {
    super(type);
  }

  @Override
  public void serialize(T moment, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    long second = moment.getLong(ChronoField.INSTANT_SECONDS);
    int nano = moment.get(ChronoField.NANO_OF_SECOND);
    var time = java.time.LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
    if (time.getYear() < 0 || time.getYear() > 9999) {
      json.writeString(OffsetDateTime.of(time.withNano(nano), ZoneOffset.UTC).toString());
      return;
    }
    byte[] text = new byte[LONGEST];
    Digits.day(text, time.toLocalDate());
    text[10] = 'T';
    Digits.pair(text, 11, time.getHour());
    text[13] = ':';
    Digits.pair(text, 14, time.getMinute());
    text[16] = ':';
    Digits.pair(text, 17, time.getSecond());
    int end = 19;
    if (nano != 0) {
      text[end] = '.';
      boolean micros = nano % NANOS_PER_MICRO == 0;
      Digits.put(text, end + 1, micros ? 6 : 9, micros ? nano / NANOS_PER_MICRO : nano);
      end += micros ? 7 : 10;
    }
    text[end++] = 'Z';
    json.writeRawUTF8String(text, 0, end);
  }
}
