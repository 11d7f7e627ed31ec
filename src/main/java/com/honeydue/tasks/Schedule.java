package com.honeydue.tasks;

import com.honeydue.tasks.recurrence.Recurrence;
import com.honeydue.tasks.recurrence.Rule;
import io.vertx.sqlclient.Row;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What decides a task's dates. Immutable.
 *
 * @param rule null for a one-off task
 * @param completionAnchored whether its dates are counted from the days on which it is done
 * @param anchorDay the day of the month it returns to
 * @param open the occurrence that is open; null when none is
 * @param today the day it is in the residence
 */
record Schedule(
    @Nullable Rule rule,
    boolean completionAnchored,
    @Nullable Integer anchorDay,
    @Nullable LocalDate open,
    LocalDate today) {

  /** The columns of a {@code task_task t}; the day it is in the residence goes before. */
  static final String COLUMNS =
      """
      t.rule_unit, t.rule_every, t.rule_weekdays, t.rule_nth, t.rule_nth_weekday, t.rule_months, t.anchor, t.anchor_day,
      t.next_due_date\
      """;

  /** The schedule whose day is at {@code at} and whose columns follow. */
  static Schedule of(Row row, int at) {
    String unit = row.getString(at + 1);
    var rule =
        unit == null
            ? null
            : new Rule(
                unit,
                row.getInteger(at + 2),
                row.getInteger(at + 3),
                row.getInteger(at + 4),
                row.getInteger(at + 5),
                row.getInteger(at + 6));
    return new Schedule(
        rule,
        "completion".equals(row.getString(at + 7)),
        row.getInteger(at + 8),
        row.getLocalDate(at + 9),
        row.getLocalDate(at));
  }

  /**
   * At most the next {@code count} dates: the open one, and those that follow if it is done today
   * or on its date, whichever is later, and each other one on its date.
   */
  List<LocalDate> dates(int count) {
    List<LocalDate> dates = new ArrayList<>();
    var date = Optional.ofNullable(open);
    while (date.isPresent() && dates.size() < count) {
      dates.add(date.get());
      date = following(date.get());
    }
    return List.copyOf(dates);
  }

  private Optional<LocalDate> following(LocalDate date) {
    if (rule == null) {
      return Optional.empty();
    }
    if (!completionAnchored) {
      return recurrence(rule, date).next(date, today);
    }
    var done = date.isAfter(today) ? date : today;
    var after = rule.nth() == null ? done : done.withDayOfMonth(done.lengthOfMonth());
    return rule.anchoredOn(done.getDayOfMonth()).next(done, after);
  }

  /** The iCalendar rule of the dates; empty where none has the same, and for one-off tasks. */
  Optional<String> rrule() {
    if (rule == null || open == null || completionAnchored) {
      return Optional.empty();
    }
    var recurrence = recurrence(rule, open);
    return recurrence.has(open) ? recurrence.rrule(open) : Optional.empty();
  }

  /** Whether its dates are known before it is done. */
  boolean repeats() {
    return rule != null && !completionAnchored;
  }

  private Recurrence recurrence(Rule of, LocalDate date) {
    return of.anchoredOn(anchorDay == null ? date.getDayOfMonth() : anchorDay);
  }
}
