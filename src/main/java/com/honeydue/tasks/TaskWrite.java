package com.honeydue.tasks;

import com.honeydue.bus.Failure;
import com.honeydue.db.TierLimit;
import org.jspecify.annotations.Nullable;

/**
 * How a writing statement ended: the one row it always returns.
 *
 * @param status what happened; see {@link #orThrow}
 * @param limit what the tier allows, where that was asked
 * @param task as it is now; null when nothing was written or it is gone
 * @param residenceId where it is or was; null when nothing was written
 */
record TaskWrite(String status, TierLimit limit, @Nullable Task task, @Nullable Long residenceId) {

  TaskWrite(String status, TierLimit limit, @Nullable Task task) {
    this(status, limit, task, task == null ? null : task.residenceId());
  }

  TaskWrite(String status, @Nullable Task task) {
    this(status, TierLimit.NONE, task);
  }

  /**
   * Of a task that is gone.
   *
   * @param residenceId where it was; null when it is still there
   */
  static TaskWrite gone(String status, @Nullable Long residenceId) {
    return new TaskWrite(status, TierLimit.NONE, null, residenceId);
  }

  /**
   * This write, if it was done.
   *
   * @throws Failure what kept it from being done
   */
  TaskWrite orThrow() {
    if (status.equals("done")) {
      return this;
    }
    throw failure();
  }

  /** What kept it from being done. */
  Failure failure() {
    return switch (status) {
      case "forbidden" ->
          Failure.forbidden("role_too_low", "Your role in this residence does not allow this.");
      case "unknown_category" -> Failure.invalid("/category", "is not a known category");
      case "unknown_priority" -> Failure.invalid("/priority", "is not a known priority");
      case "unknown_frequency" -> Failure.invalid("/frequency", "is not a known frequency");
      case "interval_missing" -> Failure.invalid("/interval", "is required with this frequency");
      case "interval_unused" ->
          Failure.invalid("/interval", "must not be given with this frequency");
      case "weekdays_missing" -> Failure.invalid("/weekdays", "is required with this frequency");
      case "weekdays_unused" ->
          Failure.invalid("/weekdays", "must not be given with this frequency");
      case "nth_weekday_missing" ->
          Failure.invalid("/nth_weekday", "is required with this frequency");
      case "nth_weekday_unused" ->
          Failure.invalid("/nth_weekday", "must not be given with this frequency");
      case "months_unused" -> Failure.invalid("/months", "must not be given with this frequency");
      case "never" ->
          Failure.invalid("/frequency", "never has another date, with these months and days");
      case "not_a_member" -> Failure.invalid("/assigned_to", "is not a member of the residence");
      case "unknown_contractor" -> unknownContractor();
      case "unknown_template" -> Failure.invalid("/template_id", "is not a known template");
      case "until_too_early" ->
          Failure.invalid("/until", "must be after today and after the due date");
      case "task_archived" -> Failure.conflict(status, "The task is archived.");
      case "task_not_archived" -> Failure.conflict(status, "The task is not archived.");
      case "task_cancelled" -> Failure.conflict(status, "The task is cancelled.");
      case "task_not_cancelled" -> Failure.conflict(status, "The task is not cancelled.");
      case "task_completed" -> Failure.conflict(status, "The task is completed.");
      case "task_in_progress" -> Failure.conflict(status, "The task is in progress already.");
      case "task_not_recurring" -> Failure.conflict(status, "The task is done only once.");
      case "task_snoozed" -> Failure.conflict(status, "The task is put off already.");
      case "task_undated" -> Failure.conflict(status, "The task has no due date.");
      case "occurrence_not_open" ->
          Failure.conflict(status, "Another occurrence of the task is open.");
      case "nothing_to_undo" -> Failure.conflict(status, "There is nothing that can be undone.");
      case "changed_meanwhile" ->
          Failure.conflict(status, "The task was changed at the same time.");
      case "tasks_limit" -> limit.reached("The tier does not hold as many tasks.");
      case "stale" -> Failure.stale();
      case "not_found" -> Failure.notFound();
      default -> throw new IllegalStateException(status);
    };
  }

  static Failure unknownContractor() {
    return Failure.invalid(
        "/contractor_id", "is not a contractor of the residence or one of your own");
  }
}
