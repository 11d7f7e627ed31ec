package com.honeydue.tasks.recurrence;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which day of a month. Immutable. */
public sealed interface MonthDay {

  /** That day of {@code month}; empty for a month that has none. */
  Optional<LocalDate> in(YearMonth month);

  /** The parts of an RRULE that say so within one month. */
  String rrule();

  /** Whether {@link #rrule} also says so for a rule that has several months of a year. */
  boolean sameInEveryMonth();

  /**
   * A day by its number, the last one in a month that is too short for it: 31 January, 28 February,
   * 31 March. That is {@code BYMONTHDAY=28,29,30,31;BYSETPOS=-1} of RFC 5545.
   */
  record Numbered(int day) implements MonthDay {

    private static final int IN_EVERY_MONTH = 28;

    public Numbered {
      if (day < 1 || day > 31) {
        throw new IllegalArgumentException("not a day of a month: " + day);
      }
    }

    @Override
    public Optional<LocalDate> in(YearMonth month) {
      return Optional.of(month.atDay(Math.min(day, month.lengthOfMonth())));
    }

    @Override
    public String rrule() {
      if (sameInEveryMonth()) {
        return ";BYMONTHDAY=" + day;
      }
      return IntStream.rangeClosed(IN_EVERY_MONTH, day)
          .mapToObj(Integer::toString)
          .collect(Collectors.joining(",", ";BYMONTHDAY=", ";BYSETPOS=-1"));
    }

    @Override
    public boolean sameInEveryMonth() {
      return day <= IN_EVERY_MONTH;
    }
  }

  /**
   * The {@code nth} such weekday.
   *
   * @param nth 1 to 5, or -1 for the last; months without a fifth have no date
   */
  record NthWeekday(int nth, DayOfWeek weekday) implements MonthDay {

    public NthWeekday {
      if (nth < -1 || nth == 0 || nth > 5) {
        throw new IllegalArgumentException("not a weekday's number in a month: " + nth);
      }
    }

    @Override
    public Optional<LocalDate> in(YearMonth month) {
      if (nth < 0) {
        var end = month.atEndOfMonth();
        return Optional.of(end.minusDays(from(weekday, end.getDayOfWeek())));
      }
      int day = 1 + from(month.atDay(1).getDayOfWeek(), weekday) + (nth - 1) * 7;
      return day > month.lengthOfMonth() ? Optional.empty() : Optional.of(month.atDay(day));
    }

    private static int from(DayOfWeek earlier, DayOfWeek later) {
      return Math.floorMod(later.getValue() - earlier.getValue(), 7);
    }

    @Override
    public String rrule() {
      return ";BYDAY=" + nth + weekday.name().substring(0, 2);
    }

    @Override
    public boolean sameInEveryMonth() {
      return true;
    }
  }
}
