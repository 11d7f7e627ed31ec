package com.honeydue.tasks.recurrence;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;

/**
 * One day of every {@code interval}-th month, counted from that of the occurrence; the dates
 * outside {@code months} fall away.
 */
public record EveryMonths(int interval, MonthDay day, Months months) implements Recurrence {

  public EveryMonths {
    Horizon.requireInterval(interval);
  }

  @Override
  public Optional<LocalDate> next(LocalDate occurrence, LocalDate after) {
    var floor = Horizon.floor(occurrence, after);
    long first = MonthSearch.number(occurrence);
    return MonthSearch.next(
        floor, Horizon.last(floor, 0), day, earliest -> onOrAfter(first, earliest));
  }

  /** After as many steps as a year has months, the months of the year repeat. */
  private long onOrAfter(long first, long earliest) {
    long month = first + Math.ceilDiv(earliest - first, interval) * interval;
    for (int step = 1; step < MonthSearch.YEAR && !has(month); step++) {
      month += interval;
    }
    return has(month) ? month : Long.MAX_VALUE;
  }

  private boolean has(long month) {
    return months.has((int) (month % MonthSearch.YEAR));
  }

  @Override
  public boolean has(LocalDate occurrence) {
    return months.has(occurrence)
        && day.in(YearMonth.from(occurrence)).filter(occurrence::equals).isPresent();
  }

  @Override
  public Optional<String> rrule(LocalDate occurrence) {
    return Optional.of("FREQ=MONTHLY;INTERVAL=" + interval + months.byMonth() + day.rrule());
  }
}
