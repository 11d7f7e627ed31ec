package com.honeydue.tasks;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Content lines of iCalendar (RFC 5545 §3.1): ended by CRLF, folded after 75 octets, texts escaped.
 * For one thread.
 */
final class CalendarLines {

  private static final int LONGEST = 75;
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final StringBuilder lines = new StringBuilder();

  /** A line as it is, folded. */
  CalendarLines line(String line) {
    int octets = 0;
    for (int i = 0; i < line.length(); ) {
      int point = line.codePointAt(i);
      int size = Character.toString(point).getBytes(StandardCharsets.UTF_8).length;
      if (octets + size > LONGEST) {
        lines.append("\r\n ");
        octets = 1;
      }
      lines.appendCodePoint(point);
      octets += size;
      i += Character.charCount(point);
    }
    lines.append("\r\n");
    return this;
  }

  /** A text property (§3.3.11). Control characters, which no text may have, are left out. */
  CalendarLines text(String name, String text) {
    var value = new StringBuilder(text.length() + 16);
    String unix = text.replace("\r\n", "\n").replace('\r', '\n');
    for (int i = 0; i < unix.length(); i++) {
      char character = unix.charAt(i);
      switch (character) {
        case '\\', ';', ',' -> value.append('\\').append(character);
        case '\n' -> value.append("\\n");
        default -> {
          if ((character >= ' ' && character != 127) || character == '\t') {
            value.append(character);
          }
        }
      }
    }
    return line(name + ":" + value);
  }

  CalendarLines date(String name, LocalDate date) {
    return line(name + ";VALUE=DATE:" + basic(date));
  }

  CalendarLines moment(String name, Instant at) {
    return line(name + ":" + MOMENT.format(at));
  }

  /** A date as iCalendar writes it. */
  static String basic(LocalDate date) {
    return DateTimeFormatter.BASIC_ISO_DATE.format(date);
  }

  @Override
  public String toString() {
    return lines.toString();
  }
}
