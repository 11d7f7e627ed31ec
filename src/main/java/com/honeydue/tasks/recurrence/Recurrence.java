package com.honeydue.tasks.recurrence;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;

/**
 * The rhythm of a recurring task. Immutable.
 *
 * <p>The database's function {@code task_next_due} is the same arithmetic and decides what is
 * stored, since a completion may ask the database only once; this class serves whatever shows dates
 * that are not stored.
 */
public sealed interface Recurrence {

  /**
   * The first date of this rhythm after both {@code occurrence} and {@code after}, in constant time
   * however many dates lie between.
   *
   * @param occurrence a date of the rhythm
   */
  LocalDate next(LocalDate occurrence, LocalDate after);

  /** Every {@code days} days. */
  record EveryDays(int days) implements Recurrence {

    public EveryDays {
      positive(days);
    }

    @Override
    public LocalDate next(LocalDate occurrence, LocalDate after) {
      long passed = Math.max(0, ChronoUnit.DAYS.between(occurrence, after)) / days;
      return occurrence.plusDays((passed + 1) * days);
    }
  }

  /**
   * Every {@code months} months on one day of the month, and on the last day of a month that is too
   * short for it: 31 January, 28 February, 31 March. That is {@code
   * BYMONTHDAY=28,29,30,31;BYSETPOS=-1} of RFC 5545.
   *
   * @param day the day of the month to return to, which the occurrence itself may have lost in a
   *     short month
   */
  record EveryMonths(int months, int day) implements Recurrence {

    public EveryMonths {
      positive(months);
      if (day < 1 || day > 31) {
        throw new IllegalArgumentException("not a day of a month: " + day);
      }
    }

    @Override
    public LocalDate next(LocalDate occurrence, LocalDate after) {
      LocalDate floor = after.isAfter(occurrence) ? after : occurrence;
      YearMonth first = YearMonth.from(occurrence);
      long passed = first.until(YearMonth.from(floor), ChronoUnit.MONTHS) / months;
      LocalDate found = date(first, Math.max(1, passed));
      return found.isAfter(floor) ? found : date(first, Math.max(1, passed) + 1);
    }

    private LocalDate date(YearMonth first, long steps) {
      YearMonth month = first.plusMonths(steps * months);
      return month.atDay(Math.min(day, month.lengthOfMonth()));
    }
  }

  /** Every {@code weeks} weeks, on the weekday of the occurrence. */
  static Recurrence everyWeeks(int weeks) {
    return new EveryDays(Math.multiplyExact(weeks, 7));
  }

  /**
   * Every {@code years} years in the month of the occurrence; 29 February is 28 February in other
   * years.
   *
   * @param day the day of the month to return to
   */
  static Recurrence everyYears(int years, int day) {
    return new EveryMonths(Math.multiplyExact(years, 12), day);
  }

  private static void positive(int interval) {
    if (interval < 1) {
      throw new IllegalArgumentException("not an interval: " + interval);
    }
  }
}
