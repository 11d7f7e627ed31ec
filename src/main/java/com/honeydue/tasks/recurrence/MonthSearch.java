package com.honeydue.tasks.recurrence;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoField;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/** Looks for a date in those months that a rhythm has. Months are numbered from the year 0. */
final class MonthSearch {

  static final int YEAR = 12;

  private MonthSearch() {}

  /**
   * The first date after {@code floor}, not after {@code last}.
   *
   * @param onOrAfter the first month of the rhythm that is not before the given one
   */
  static Optional<LocalDate> next(
      LocalDate floor, LocalDate last, MonthDay day, LongUnaryOperator onOrAfter) {
    long end = number(last);
    long month = onOrAfter.applyAsLong(number(floor));
    while (month <= end) {
      var found = day.in(yearMonth(month));
      if (found.isPresent() && found.get().isAfter(floor)) {
        return found.filter(date -> !date.isAfter(last));
      }
      month = onOrAfter.applyAsLong(month + 1);
    }
    return Optional.empty();
  }

  static long number(LocalDate date) {
    return date.getLong(ChronoField.PROLEPTIC_MONTH);
  }

  private static YearMonth yearMonth(long number) {
    return YearMonth.of(Math.toIntExact(number / YEAR), (int) (number % YEAR) + 1);
  }
}
