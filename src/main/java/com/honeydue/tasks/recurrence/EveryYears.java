package com.honeydue.tasks.recurrence;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;

/**
 * One day of each of {@code months}, in every {@code interval}-th year counted from that of the
 * occurrence; where {@code months} is the whole year, of the occurrence's month alone.
 */
public record EveryYears(int interval, MonthDay day, Months months) implements Recurrence {

  public EveryYears {
    Horizon.requireInterval(interval);
  }

  @Override
  public Optional<LocalDate> next(LocalDate occurrence, LocalDate after) {
    var floor = Horizon.floor(occurrence, after);
    var in = monthsOf(occurrence);
    return MonthSearch.next(
        floor,
        Horizon.last(floor, interval),
        day,
        earliest -> onOrAfter(occurrence.getYear(), in, earliest));
  }

  private long onOrAfter(int firstYear, Months in, long earliest) {
    long year = earliest / MonthSearch.YEAR;
    long late = (year - firstYear) % interval;
    if (late == 0) {
      for (int month = (int) (earliest % MonthSearch.YEAR); month < MonthSearch.YEAR; month++) {
        if (in.has(month)) {
          return year * MonthSearch.YEAR + month;
        }
      }
    }
    return (year + interval - late) * MonthSearch.YEAR + Integer.numberOfTrailingZeros(in.mask());
  }

  private Months monthsOf(LocalDate occurrence) {
    return months.all() ? new Months(1 << (occurrence.getMonthValue() - 1)) : months;
  }

  @Override
  public boolean has(LocalDate occurrence) {
    return monthsOf(occurrence).has(occurrence)
        && day.in(YearMonth.from(occurrence)).filter(occurrence::equals).isPresent();
  }

  @Override
  public Optional<String> rrule(LocalDate occurrence) {
    var in = monthsOf(occurrence);
    String rhythm = ";INTERVAL=" + interval + ";BYMONTH=" + in.list() + day.rrule();
    if (day.sameInEveryMonth() || Integer.bitCount(in.mask()) == 1) {
      return Optional.of("FREQ=YEARLY" + rhythm);
    }
    // BYSETPOS would choose one day of the year: only as a monthly rule can it choose one in each
    // month.
    return interval == 1 ? Optional.of("FREQ=MONTHLY" + rhythm) : Optional.empty();
  }
}
