package com.honeydue.tasks.recurrence;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Every {@code days} days; the dates outside {@code months} fall away. Every few weeks on the same
 * weekday is this with a multiple of seven.
 */
public record EveryDays(int days, Months months) implements Recurrence {

  private static final int WEEK = 7;

  public EveryDays {
    Horizon.requireInterval(days);
  }

  @Override
  public Optional<LocalDate> next(LocalDate occurrence, LocalDate after) {
    var floor = Horizon.floor(occurrence, after);
    var last = Horizon.last(floor, 0);
    var found = onOrAfter(occurrence, floor.plusDays(1));
    while (!months.has(found) && !found.isAfter(last)) {
      found = onOrAfter(occurrence, months.startAfter(found));
    }
    return found.isAfter(last) ? Optional.empty() : Optional.of(found);
  }

  private LocalDate onOrAfter(LocalDate occurrence, LocalDate earliest) {
    long steps = Math.ceilDiv(ChronoUnit.DAYS.between(occurrence, earliest), days);
    return occurrence.plusDays(steps * days);
  }

  @Override
  public boolean has(LocalDate occurrence) {
    return months.has(occurrence);
  }

  @Override
  public Optional<String> rrule(LocalDate occurrence) {
    String rhythm =
        days % WEEK == 0 ? "FREQ=WEEKLY;INTERVAL=" + days / WEEK : "FREQ=DAILY;INTERVAL=" + days;
    return Optional.of(rhythm + months.byMonth());
  }
}
