package com.honeydue.http;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Header fields that come more than once (RFC 9110 §5.3). Stateless. */
final class Fields {

  private Fields() {}

  /** A field that is a list, as one line however many it came in; {@code null} if there is none. */
  static @Nullable String list(MultiMap headers, CharSequence name) {
    String first = headers.get(name);
    if (first == null) {
      return null;
    }
    List<String> lines = headers.getAll(name);
    return lines.size() == 1 ? first : String.join(", ", lines);
  }

  /**
   * A field that there may be one of; {@code null} if there is none, or several: who reads the
   * first and who the last would not agree on what was asked.
   */
  static @Nullable String only(MultiMap headers, CharSequence name) {
    String first = headers.get(name);
    return first == null || headers.getAll(name).size() > 1 ? null : first;
  }

  /**
   * A value without the white space around it, which is of blanks and tabs alone (RFC 9110 §5.6.3).
   */
  static String strip(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  /** The parts of a value between separators, but for those within a quoted string (§5.6.4). */
  static String[] split(String value, char separator) {
    if (value.indexOf('"') < 0) {
      return value.split(String.valueOf(separator), -1);
    }
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (quoted && c == '\\') {
        i++;
      } else if (!quoted && c == separator) {
        parts.add(value.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(value.substring(start));
    return parts.toArray(String[]::new);
  }

  static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }
}
