package com.honeydue.tasks.recurrence;

import java.time.LocalDate;

/** How far a next date is looked for. Stateless. */
final class Horizon {

  private static final LocalDate END = LocalDate.of(9999, 12, 31);
  private static final int CENTURY = 36_525;
  private static final int LEAP_YEAR = 366;

  private Horizon() {}

  /** The date that the next one must come after. */
  static LocalDate floor(LocalDate occurrence, LocalDate after) {
    return after.isAfter(occurrence) ? after : occurrence;
  }

  /**
   * The last date that is looked at.
   *
   * @param years the interval of a rhythm that is counted in years; otherwise 0
   */
  static LocalDate last(LocalDate floor, int years) {
    var last = floor.plusDays(CENTURY + (long) LEAP_YEAR * years);
    return last.isAfter(END) ? END : last;
  }

  static void requireInterval(int interval) {
    if (interval < 1) {
      throw new IllegalArgumentException("not an interval: " + interval);
    }
  }
}
