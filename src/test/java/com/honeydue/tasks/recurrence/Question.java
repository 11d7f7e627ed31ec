package com.honeydue.tasks.recurrence;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One generated question: when is this due next? Answers itself by looking at every day, too.
 *
 * @param anchorDay what the occurrence is a date of, as far as its month is long enough
 */
record Question(Rule rule, int anchorDay, LocalDate occurrence, LocalDate after) {

  /** About three times as many as the first date that most rules have. */
  private static final int DAYS_WALKED = 2_000;

  static Question generate(Random random) {
    String unit = List.of("day", "week", "month", "year").get(random.nextInt(4));
    int every = 1 + (random.nextInt(12) == 0 ? random.nextInt(999) : random.nextInt(8));
    boolean byWeekday = random.nextBoolean();
    Integer weekdays = unit.equals("week") && byWeekday ? 1 + random.nextInt(127) : null;
    boolean byNth = (unit.equals("month") || unit.equals("year")) && random.nextInt(3) == 0;
    Integer nth = byNth ? List.of(-1, 1, 2, 3, 4, 5).get(random.nextInt(6)) : null;
    Integer months = random.nextInt(3) == 0 ? 1 + random.nextInt(4095) : null;
    var rule = new Rule(unit, every, weekdays, nth, byNth ? 1 + random.nextInt(7) : null, months);
    int anchorDay = random.nextInt(3) == 0 ? 28 + random.nextInt(4) : 1 + random.nextInt(31);
    var month = YearMonth.of(1900 + random.nextInt(300), 1 + random.nextInt(12));
    var occurrence = month.atDay(Math.min(anchorDay, month.lengthOfMonth()));
    int late = random.nextInt(4) == 0 ? random.nextInt(-500, 20_000) : random.nextInt(-10, 100);
    return new Question(rule, anchorDay, occurrence, occurrence.plusDays(late));
  }

  Recurrence recurrence() {
    return rule.anchoredOn(anchorDay);
  }

  LocalDate floor() {
    return after.isAfter(occurrence) ? after : occurrence;
  }

  /** The same rhythm, asked from one of its own dates; null if it has none. */
  @Nullable Question fromOwnDate() {
    return recurrence()
        .next(occurrence, occurrence)
        .filter(date -> date.getYear() < 2400)
        .map(date -> new Question(rule, anchorDay, date, after))
        .orElse(null);
  }

  /** The slow truth: the first of the days after the floor that is a date; null if far away. */
  @Nullable LocalDate walk() {
    var day = floor();
    for (int i = 0; i < DAYS_WALKED; i++) {
      day = day.plusDays(1);
      if (has(day)) {
        return day;
      }
    }
    return null;
  }

  /** The first day that {@link #walk} did not look at. */
  LocalDate unseen() {
    return floor().plusDays(DAYS_WALKED + 1);
  }

  boolean has(LocalDate day) {
    boolean inSeason =
        rule.months() == null || ((rule.months() >> (day.getMonthValue() - 1)) & 1) == 1;
    var unit = rule.unit();
    return switch (unit) {
      case "day" -> inSeason && ChronoUnit.DAYS.between(occurrence, day) % rule.every() == 0;
      case "week" -> inSeason && hasWeekday(day) && weeks(day) % rule.every() == 0;
      case "month" -> inSeason && isDay(day) && months(day) % rule.every() == 0;
      default -> hasMonth(day) && isDay(day) && years(day) % rule.every() == 0;
    };
  }

  private boolean hasMonth(LocalDate day) {
    if (rule.months() == null || rule.months() == 4095) {
      return day.getMonth() == occurrence.getMonth();
    }
    return ((rule.months() >> (day.getMonthValue() - 1)) & 1) == 1;
  }

  private int years(LocalDate day) {
    return day.getYear() - occurrence.getYear();
  }

  private boolean hasWeekday(LocalDate day) {
    return rule.weekdays() == null
        ? day.getDayOfWeek() == occurrence.getDayOfWeek()
        : ((rule.weekdays() >> (day.getDayOfWeek().getValue() - 1)) & 1) == 1;
  }

  private long weeks(LocalDate day) {
    var toMonday = TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY);
    return ChronoUnit.DAYS.between(occurrence.with(toMonday), day.with(toMonday)) / 7;
  }

  private long months(LocalDate day) {
    return ChronoUnit.MONTHS.between(YearMonth.from(occurrence), YearMonth.from(day));
  }

  private boolean isDay(LocalDate day) {
    Integer nth = rule.nth();
    Integer weekday = rule.nthWeekday();
    if (nth == null || weekday == null) {
      return day.getDayOfMonth() == Math.min(anchorDay, day.lengthOfMonth());
    }
    var searched =
        nth < 0
            ? TemporalAdjusters.lastInMonth(DayOfWeek.of(weekday))
            : TemporalAdjusters.dayOfWeekInMonth(nth, DayOfWeek.of(weekday));
    return day.equals(day.with(searched));
  }
}
