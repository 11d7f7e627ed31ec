package com.honeydue.tasks.recurrence;

import java.time.LocalDate;
import java.util.Optional;

/**
 * The rhythm of a recurring task: a set of dates, counted from one of its own. Immutable.
 *
 * <p>The database's function {@code task_next_date} is the same arithmetic and decides what is
 * stored, since a write may ask the database only once; these classes serve whatever shows dates
 * that are not stored, such as a schedule's preview.
 */
public sealed interface Recurrence permits EveryDays, ChosenWeekdays, EveryMonths, EveryYears {

  /**
   * The first date of this rhythm after both {@code occurrence} and {@code after}. What it costs
   * does not grow with the dates that lie between.
   *
   * @param occurrence the date from which days, weeks, months or years are counted. It need not be
   *     a date of the rhythm itself: a person may choose any first date
   * @return empty if none comes within a century and one interval, or before the year 10000: a
   *     fifth Monday of February every second year never does
   */
  Optional<LocalDate> next(LocalDate occurrence, LocalDate after);

  /**
   * Whether a rhythm that is counted from {@code occurrence} has that date, too: a person may have
   * chosen another one to begin with.
   */
  boolean has(LocalDate occurrence);

  /**
   * The value of an iCalendar RRULE (RFC 5545 §3.3.10) that has the same dates when it starts at
   * {@code occurrence}; empty where there is none.
   */
  Optional<String> rrule(LocalDate occurrence);
}
