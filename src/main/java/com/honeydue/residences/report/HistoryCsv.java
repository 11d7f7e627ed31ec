package com.honeydue.residences.report;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The completions of a home as CSV (RFC 4180): UTF-8 with a byte order mark, by which spreadsheets
 * know it. Stateless.
 */
final class HistoryCsv {

  private static final String HEADER = "date,task,category,done_by,cost,currency,rating,notes";

  private HistoryCsv() {}

  static byte[] of(HomeHistory history) {
    var lines =
        history.completions().stream()
            .map(
                done ->
                    Stream.of(
                            done.day(),
                            done.title(),
                            done.category(),
                            done.by(),
                            done.cost() == null ? null : Amounts.major(done.cost()),
                            done.cost() == null ? null : done.cost().currency(),
                            done.rating(),
                            done.notes())
                        .map(HistoryCsv::field)
                        .collect(Collectors.joining(",")));
    return ("\uFEFF"
            + Stream.concat(Stream.of(HEADER), lines).collect(Collectors.joining("\r\n"))
            + "\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String field(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    String text = value.toString();
    // A spreadsheet would run what begins like a formula.
    if (value instanceof String && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0) {
      text = "'" + text;
    }
    return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }
}
