package com.honeydue.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "17, PT17S",
    "999999999, PT24H",
    "9999999999,",
    "-1,",
    "soon,",
    "'',",
    "'Sun, 1 Mar 2026 10:00:30 GMT', PT30S",
    "'Sun, 1 Mar 2026 09:00:00 GMT', PT0S",
    "'Thu, 1 Mar 2029 10:00:00 GMT', PT24H",
    ",",
  })
  void secondsAndDatesShouldBeRead(@Nullable String header, @Nullable Duration wait) {
    assertThat(RetryAfter.parse(header, NOW)).isEqualTo(wait);
  }
}
