package com.honeydue.tasks.recurrence;

import com.honeydue.tasks.recurrence.MonthDay.NthWeekday;
import com.honeydue.tasks.recurrence.MonthDay.Numbered;
import java.time.DayOfWeek;
import org.jspecify.annotations.Nullable;

/**
 * A rhythm as it is kept, without the date that it is counted from. Immutable.
 *
 * @param unit day, week, month or year
 * @param every how many of them
 * @param weekdays of a weekly one: the mask of the chosen weekdays, bit 0 is Monday; null for the
 *     occurrence's own
 * @param nth of a monthly or yearly one: the number of the weekday in its month, -1 for the last;
 *     null for a numbered day
 * @param nthWeekday 1 is Monday; null together with {@code nth}
 * @param months the mask of the months, bit 0 is January; null for all
 */
public record Rule(
    String unit,
    int every,
    @Nullable Integer weekdays,
    @Nullable Integer nth,
    @Nullable Integer nthWeekday,
    @Nullable Integer months) {

  /**
   * The rhythm.
   *
   * @param anchorDay the day of the month that monthly and yearly ones return to
   */
  public Recurrence anchoredOn(int anchorDay) {
    var season = months == null ? Months.ALL : new Months(months);
    return switch (unit) {
      case "day" -> new EveryDays(every, season);
      case "week" ->
          weekdays == null
              ? new EveryDays(Math.multiplyExact(every, 7), season)
              : new ChosenWeekdays(every, weekdays, season);
      case "month" -> new EveryMonths(every, day(anchorDay), season);
      case "year" -> new EveryYears(every, day(anchorDay), season);
      default -> throw new IllegalArgumentException("not a unit: " + unit);
    };
  }

  private MonthDay day(int anchorDay) {
    return nth == null || nthWeekday == null
        ? new Numbered(anchorDay)
        : new NthWeekday(nth, DayOfWeek.of(nthWeekday));
  }
}
