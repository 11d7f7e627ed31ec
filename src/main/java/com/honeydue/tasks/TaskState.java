package com.honeydue.tasks;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The part of a task that transitions and completions change, as the database's {@code task_state}
 * writes it and undoing brings it back. Stateless.
 */
final class TaskState {

  /** The columns. */
  static final String COLUMNS =
      """
      next_due_date, snoozed_until, anchor_day, series, in_progress, cancelled, archived, completed_at, completion_count,
      last_completion_id, last_occurrence, last_completed_at, last_completed_by_id, undo_event_id\
      """;

  private TaskState() {}

  /** The same columns of a table's alias. */
  static String of(String alias) {
    return Arrays.stream(COLUMNS.split(",\\s*", -1))
        .map(column -> alias + "." + column)
        .collect(Collectors.joining(", "));
  }
}
