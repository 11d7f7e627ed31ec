package com.honeydue.tasks;

import com.honeydue.bus.Money;
import io.vertx.sqlclient.Row;
import java.time.LocalDate;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** Which columns make a card and a task, and how they are read. Stateless. */
final class TaskRows {

  /** The columns of a {@code task_task t} for a card. */
  static final String CARD =
      """
      t.id, t.title, t.category, t.priority, t.frequency, t.rule_every, t.due_date, t.next_due_date, t.snoozed_until,
      t.assigned_to_id, t.in_progress, t.cancelled, t.completed_at, t.completion_count, t.last_completion_id, t.last_occurrence,
      t.last_completed_at, t.last_completed_by_id, t.version, t.updated_at, t.read_only\
      """;

  /** As many nulls as a card has columns. */
  static final String NO_CARD = String.join(", ", Collections.nCopies(21, "null"));

  /** The columns of a {@code task_task t} for a task. */
  static final String TASK =
      """
      t.id, t.residence_id, t.title, t.description, t.notes, t.category, t.priority, t.frequency, t.rule_every, t.anchor,
      t.due_date, t.next_due_date, t.assigned_to_id, t.estimated_cost_minor, t.estimated_cost_currency, t.in_progress,
      t.cancelled, t.archived, t.completed_at, t.completion_count, t.last_completion_id, t.last_occurrence,
      t.last_completed_at, t.last_completed_by_id, t.created_by_id, t.version, t.created_at, t.updated_at, t.rule_weekdays,
      t.rule_nth, t.rule_nth_weekday, t.rule_months, t.snoozed_until, t.contractor_id, t.template_id, t.read_only\
      """;

  /** How many columns {@link #TASK} has. */
  static final int TASK_WIDTH = 36;

  private TaskRows() {}

  /**
   * The card whose columns begin at {@code at}.
   *
   * @param role what the caller is in its residence
   */
  static TaskCard card(Row row, int at, long residenceId, String role) {
    String frequency = row.getString(at + 4);
    var nextDueDate = row.getLocalDate(at + 7);
    boolean inProgress = row.getBoolean(at + 10);
    boolean cancelled = row.getBoolean(at + 11);
    boolean readOnly = row.getBoolean(at + 20);
    var completedAt = row.getOffsetDateTime(at + 12);
    return new TaskCard(
        row.getLong(at),
        residenceId,
        row.getString(at + 1),
        row.getString(at + 2),
        row.getString(at + 3),
        frequency,
        interval(frequency, row.getInteger(at + 5)),
        row.getLocalDate(at + 6),
        nextDueDate,
        snoozedUntil(row.getLocalDate(at + 8), nextDueDate),
        row.getLong(at + 9),
        inProgress,
        cancelled,
        readOnly,
        completedAt == null ? null : completedAt.toInstant(),
        row.getInteger(at + 13),
        lastCompletion(row, at + 14),
        Actions.of(
            role,
            readOnly,
            cancelled,
            completedAt != null,
            inProgress,
            !"once".equals(frequency),
            nextDueDate != null),
        row.getLong(at + 18),
        row.getOffsetDateTime(at + 19).toInstant());
  }

  /** A card that is shown by another day than its date was put off to that day. */
  private static @Nullable LocalDate snoozedUntil(
      @Nullable LocalDate snoozedUntil, @Nullable LocalDate nextDueDate) {
    return snoozedUntil == null || snoozedUntil.equals(nextDueDate) ? null : snoozedUntil;
  }

  /** The task whose columns begin at {@code at}; null where an outer join found none. */
  static @Nullable Task task(Row row, int at) {
    Long id = row.getLong(at);
    if (id == null) {
      return null;
    }
    String frequency = row.getString(at + 7);
    var completedAt = row.getOffsetDateTime(at + 18);
    return new Task(
        id,
        row.getLong(at + 1),
        row.getString(at + 2),
        row.getString(at + 3),
        row.getString(at + 4),
        row.getString(at + 5),
        row.getString(at + 6),
        frequency,
        interval(frequency, row.getInteger(at + 8)),
        Masks.weekdays(row.getInteger(at + 28)),
        Masks.nthWeekday(row.getInteger(at + 29), row.getInteger(at + 30)),
        Masks.months(row.getInteger(at + 31)),
        row.getString(at + 9),
        row.getLocalDate(at + 10),
        row.getLocalDate(at + 11),
        row.getLocalDate(at + 32),
        row.getLong(at + 12),
        row.getLong(at + 33),
        row.getLong(at + 34),
        Money.ofColumns(row.getLong(at + 13), row.getString(at + 14)),
        row.getBoolean(at + 15),
        row.getBoolean(at + 16),
        row.getBoolean(at + 17),
        row.getBoolean(at + 35),
        completedAt == null ? null : completedAt.toInstant(),
        row.getInteger(at + 19),
        lastCompletion(row, at + 20),
        row.getLong(at + 24),
        row.getLong(at + 25),
        row.getOffsetDateTime(at + 26).toInstant(),
        row.getOffsetDateTime(at + 27).toInstant());
  }

  private static @Nullable LastCompletion lastCompletion(Row row, int at) {
    Long id = row.getLong(at);
    return id == null
        ? null
        : new LastCompletion(
            id,
            row.getLocalDate(at + 1),
            row.getOffsetDateTime(at + 2).toInstant(),
            row.getLong(at + 3));
  }

  /** A fixed frequency says its own number; only the others show one. */
  private static @Nullable Integer interval(String frequency, @Nullable Integer every) {
    return switch (frequency) {
      case "every_n_days",
          "every_n_weeks",
          "every_n_months",
          "every_n_years",
          "weekdays",
          "nth_weekday" ->
          every;
      default -> null;
    };
  }
}
