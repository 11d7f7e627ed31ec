package com.honeydue.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JacksonStdImpl;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.LocalDate;

/**
 * Writes a day as RFC 3339 has it: {@code 2026-05-31}. By hand for the reason of {@link
 * InstantWriter}. Stateless.
 *
 * <p>Marked as one of Jackson's own, since Blackbird reads a property by reflection otherwise.
 */
@JacksonStdImpl
final class DayWriter extends StdSerializer<LocalDate> {

  private static final long serialVersionUID = 1L;

  private static final int LENGTH = 10;

  DayWriter() {
    super(LocalDate.class);
  }

  @Override
  public void serialize(LocalDate day, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    if (day.getYear() < 0 || day.getYear() > 9999) {
      json.writeString(day.toString());
      return;
    }
    byte[] text = new byte[LENGTH];
    Digits.day(text, day);
    json.writeRawUTF8String(text, 0, LENGTH);
  }
}
