package com.honeydue.tasks;

import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The columns of the board, in the order in which they are shown. */
enum ColumnName {
  OVERDUE,
  DUE_SOON,
  IN_PROGRESS,
  UPCOMING,
  COMPLETED,
  CANCELLED;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /**
   * The column of a task that is not archived: the first that fits of cancelled, completed, in
   * progress, overdue, due soon, upcoming.
   *
   * @param due when it is due; null is upcoming
   * @param today the day it is in the task's residence
   * @param soon the last day that is soon
   */
  static ColumnName of(
      boolean cancelled,
      boolean completed,
      boolean inProgress,
      @Nullable LocalDate due,
      LocalDate today,
      LocalDate soon) {
    if (cancelled) {
      return CANCELLED;
    }
    if (completed) {
      return COMPLETED;
    }
    if (inProgress) {
      return IN_PROGRESS;
    }
    if (due == null || due.isAfter(soon)) {
      return UPCOMING;
    }
    return due.isBefore(today) ? OVERDUE : DUE_SOON;
  }

  /** The name in the contract. */
  String wireName() {
    return wireName;
  }
}
