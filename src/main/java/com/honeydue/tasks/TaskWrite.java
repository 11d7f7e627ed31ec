package com.honeydue.tasks;

import com.honeydue.bus.Failure;
import org.jspecify.annotations.Nullable;

/**
 * How a writing statement ended: the one row it always returns.
 *
 * @param status what happened; see {@link #orThrow}
 * @param task as it is now; null when nothing was written or it is gone
 */
record TaskWrite(String status, @Nullable Task task) {

  /**
   * This write, if it was done.
   *
   * @throws Failure what kept it from being done
   */
  TaskWrite orThrow() {
    return switch (status) {
      case "done" -> this;
      case "forbidden" ->
          throw Failure.forbidden(
              "role_too_low", "Your role in this residence does not allow this.");
      case "unknown_category" -> throw Failure.invalid("/category", "is not a known category");
      case "unknown_priority" -> throw Failure.invalid("/priority", "is not a known priority");
      case "unknown_frequency" -> throw Failure.invalid("/frequency", "is not a known frequency");
      case "interval_missing" ->
          throw Failure.invalid("/interval", "is required with this frequency");
      case "interval_unused" ->
          throw Failure.invalid("/interval", "must not be given with this frequency");
      case "weekdays_missing" ->
          throw Failure.invalid("/weekdays", "is required with this frequency");
      case "weekdays_unused" ->
          throw Failure.invalid("/weekdays", "must not be given with this frequency");
      case "nth_weekday_missing" ->
          throw Failure.invalid("/nth_weekday", "is required with this frequency");
      case "nth_weekday_unused" ->
          throw Failure.invalid("/nth_weekday", "must not be given with this frequency");
      case "months_unused" ->
          throw Failure.invalid("/months", "must not be given with this frequency");
      case "never" ->
          throw Failure.invalid("/frequency", "never has another date, with these months and days");
      case "not_a_member" ->
          throw Failure.invalid("/assigned_to", "is not a member of the residence");
      case "stale" -> throw Failure.stale();
      case "not_found" -> throw Failure.notFound();
      default -> throw new IllegalStateException(status);
    };
  }
}
