package com.honeydue.tasks.recurrence;

import java.time.LocalDate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The months of the year in which a rhythm has dates. Immutable.
 *
 * @param mask bit 0 is January
 */
public record Months(int mask) {

  private static final int EVERY = 4095;

  /** The whole year. */
  public static final Months ALL = new Months(EVERY);

  public Months {
    if (mask < 1 || mask > EVERY) {
      throw new IllegalArgumentException("not a set of months: " + mask);
    }
  }

  /** Whether a rhythm is not limited by these. */
  boolean all() {
    return mask == EVERY;
  }

  /**
   * Whether a month is among these.
   *
   * @param month 0 is January
   */
  boolean has(int month) {
    return ((mask >> month) & 1) == 1;
  }

  boolean has(LocalDate date) {
    return has(date.getMonthValue() - 1);
  }

  /** The first day of the first of these months that begins after {@code date}. */
  LocalDate startAfter(LocalDate date) {
    var start = date.withDayOfMonth(1).plusMonths(1);
    while (!has(start)) {
      start = start.plusMonths(1);
    }
    return start;
  }

  /** {@code ;BYMONTH=…}, or nothing for the whole year. */
  String byMonth() {
    return all() ? "" : ";BYMONTH=" + list();
  }

  /** 1 is January. */
  String list() {
    return IntStream.range(0, 12)
        .filter(this::has)
        .mapToObj(month -> Integer.toString(month + 1))
        .collect(Collectors.joining(","));
  }
}
