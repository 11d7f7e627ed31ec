package com.honeydue.remote;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code Retry-After}: seconds or a date, or milliseconds of Unix time as Apple's App
 * Store sends it.
 */
public final class RetryAfter {

  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
  private static final Pattern MILLIS = Pattern.compile("\\d{13}");
  private static final Duration LONGEST = Duration.ofDays(1);

  private RetryAfter() {}

  /** How long to wait, a day at most; {@code null} for nothing that can be read. */
  public static @Nullable Duration parse(@Nullable String header, Instant now) {
    if (header == null) {
      return null;
    }
    Duration wait;
    if (SECONDS.matcher(header).matches()) {
      wait = Duration.ofSeconds(Long.parseLong(header));
    } else if (MILLIS.matcher(header).matches()) {
      wait = Duration.between(now, Instant.ofEpochMilli(Long.parseLong(header)));
    } else {
      try {
        var until = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME);
        wait = Duration.between(now, until.toInstant());
      } catch (DateTimeException unreadable) {
        return null;
      }
    }
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
