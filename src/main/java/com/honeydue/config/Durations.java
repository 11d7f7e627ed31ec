package com.honeydue.config;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Durations as settings write them: {@code 250ms}, {@code 20s}, {@code 10m}, {@code 24h}, {@code
 * 7d}, {@code 0}.
 */
final class Durations {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)|0");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  private Durations() {}

  static Optional<Duration> parse(String text) {
    var match = TEXT.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    if (match.group(2) == null) {
      return Optional.of(Duration.ZERO);
    }
    Duration unit = Objects.requireNonNull(UNITS.get(match.group(2)));
    return Optional.of(unit.multipliedBy(Long.parseLong(match.group(1))));
  }

  /** In the largest unit that leaves no rest; a day is written as hours. */
  static String text(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0) {
      return "0";
    }
    if (millis % 1_000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1_000;
    if (seconds % 60 != 0) {
      return seconds + "s";
    }
    return seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds / 60 + "m";
  }
}
