package com.honeydue.tasks.recurrence;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Some weekdays of every {@code weeks}-th week; the dates outside {@code months} fall away. Weeks
 * begin on Monday and are counted from that of the occurrence, whatever year they are in.
 *
 * @param weekdays the mask of the weekdays, bit 0 is Monday
 */
public record ChosenWeekdays(int weeks, int weekdays, Months months) implements Recurrence {

  private static final int EVERY_DAY = 127;

  public ChosenWeekdays {
    Horizon.requireInterval(weeks);
    if (weekdays < 1 || weekdays > EVERY_DAY) {
      throw new IllegalArgumentException("not a set of weekdays: " + weekdays);
    }
  }

  @Override
  public Optional<LocalDate> next(LocalDate occurrence, LocalDate after) {
    var floor = Horizon.floor(occurrence, after);
    var last = Horizon.last(floor, 0);
    var found = onOrAfter(monday(occurrence), floor.plusDays(1));
    while (!months.has(found) && !found.isAfter(last)) {
      found = onOrAfter(monday(occurrence), months.startAfter(found));
    }
    return found.isAfter(last) ? Optional.empty() : Optional.of(found);
  }

  private LocalDate onOrAfter(LocalDate first, LocalDate earliest) {
    long week = ChronoUnit.WEEKS.between(first, earliest);
    int left = weekdays >> (earliest.getDayOfWeek().getValue() - 1);
    if (week % weeks == 0 && left != 0) {
      return earliest.plusDays(Integer.numberOfTrailingZeros(left));
    }
    return first
        .plusWeeks((week / weeks + 1) * weeks)
        .plusDays(Integer.numberOfTrailingZeros(weekdays));
  }

  private static LocalDate monday(LocalDate date) {
    return date.minusDays(date.getDayOfWeek().getValue() - 1);
  }

  @Override
  public boolean has(LocalDate occurrence) {
    return months.has(occurrence)
        && ((weekdays >> (occurrence.getDayOfWeek().getValue() - 1)) & 1) == 1;
  }

  @Override
  public Optional<String> rrule(LocalDate occurrence) {
    String days =
        Arrays.stream(DayOfWeek.values())
            .filter(day -> ((weekdays >> (day.getValue() - 1)) & 1) == 1)
            .map(day -> day.name().substring(0, 2))
            .collect(Collectors.joining(","));
    return Optional.of(
        "FREQ=WEEKLY;INTERVAL=" + weeks + ";WKST=MO;BYDAY=" + days + months.byMonth());
  }
}
