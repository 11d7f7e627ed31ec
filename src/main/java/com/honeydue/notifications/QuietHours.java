package com.honeydue.notifications;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * When somebody is not to be disturbed, each night or day in their zone.
 *
 * @param until when it ends; before {@code from} it is on the day after
 */
record QuietHours(LocalTime from, LocalTime until, ZoneId zone) {

  /** When those that hold at {@code now} end; null if none do. */
  @Nullable Instant endOf(Instant now) {
    var today = now.atZone(zone).toLocalDate();
    // those that began yesterday may still hold
    for (var day : new LocalDate[] {today.minusDays(1), today}) {
      var end = at(until.isAfter(from) ? day : day.plusDays(1), until);
      if (!now.isBefore(at(day, from)) && now.isBefore(end)) {
        return end;
      }
    }
    return null;
  }

  /**
   * A time that the day has twice is the second one, so that quiet hours are not taken up again
   * after their end; one that it skips is as much later.
   */
  private Instant at(LocalDate day, LocalTime time) {
    return day.atTime(time).atZone(zone).withLaterOffsetAtOverlap().toInstant();
  }
}
