package com.honeydue.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    // past midnight
    "22:00, 07:00, 2026-11-24T20:59:59Z,",
    "22:00, 07:00, 2026-11-24T21:00:00Z, 2026-11-25T06:00:00Z",
    "22:00, 07:00, 2026-11-25T05:59:59Z, 2026-11-25T06:00:00Z",
    "22:00, 07:00, 2026-11-25T06:00:00Z,",
    // within a day
    "13:00, 15:00, 2026-11-24T12:30:00Z, 2026-11-24T14:00:00Z",
    "13:00, 15:00, 2026-11-24T14:00:00Z,",
    // the night that is an hour shorter, and the one that is an hour longer
    "22:00, 07:00, 2026-03-28T21:00:00Z, 2026-03-29T05:00:00Z",
    "22:00, 07:00, 2026-10-24T20:00:00Z, 2026-10-25T06:00:00Z",
    // an end that the night skips comes as much later
    "22:00, 02:30, 2026-03-29T00:45:00Z, 2026-03-29T01:30:00Z",
    "22:00, 02:30, 2026-03-29T01:30:00Z,",
    // one that it has twice is the second
    "22:00, 02:30, 2026-10-25T00:40:00Z, 2026-10-25T01:30:00Z",
    "22:00, 02:30, 2026-10-25T01:29:59Z, 2026-10-25T01:30:00Z",
    "22:00, 02:30, 2026-10-25T01:30:00Z,",
  })
  void shouldEnd(LocalTime from, LocalTime until, Instant now, @Nullable Instant end) {
    assertThat(new QuietHours(from, until, BERLIN).endOf(now)).isEqualTo(end);
  }

  /**
   * Whatever the clocks do: once a day they begin, once they end, and nothing is put off into them.
   */
  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 02:30, 03:30", "Europe/Berlin, 22:00, 07:00",
        "Australia/Lord_Howe, 01:45, 02:15",
    "America/St_Johns, 00:15, 23:45", "Africa/Casablanca, 23:00, 02:30",
        "Pacific/Chatham, 21:15, 05:00",
    "America/Santiago, 22:00, 00:30"
  })
  void shouldNeverEndWithinThemselves(ZoneId zone, LocalTime from, LocalTime until) {
    var quiet = new QuietHours(from, until, zone);
    var now = ZonedDateTime.of(2026, 1, 1, 12, 0, 0, 0, zone).toInstant();
    var last = now.plusSeconds(370 * 86_400L);
    int ends = 0;
    @Nullable Instant before = null;
    for (; now.isBefore(last); now = now.plusSeconds(900)) {
      var end = quiet.endOf(now);
      if (end != null) {
        assertThat(end).isAfter(now);
        assertThat(quiet.endOf(end)).as("%s", end).isNull();
      }
      if (before != null && (end == null || !end.equals(before))) {
        ends++;
      }
      before = end;
    }
    assertThat(ends).isBetween(369, 371);
  }
}
