package com.honeydue.admin;

import com.honeydue.bus.Failure;
import com.honeydue.bus.Reply;
import com.honeydue.bus.Scope;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How an edit of something that is everybody's ended.
 *
 * @param status a word of the statement
 * @param item as it is now; null when nothing was written
 */
record Edited<T>(String status, @Nullable T item) {

  /**
   * What was edited; everybody sees it.
   *
   * @throws Failure what kept it from being written
   */
  Reply reply() {
    return switch (status) {
      case "done" -> Reply.of(Objects.requireNonNull(item)).touching(Scope.everybody());
      case "forbidden" -> throw Failure.forbidden("staff_only", "Only staff may do this.");
      case "not_found" -> throw Failure.notFound();
      case "stale" -> throw Failure.stale();
      case "unknown_trigger" -> throw Failure.invalid("/upgrade_trigger", "is not a known trigger");
      case "unknown_tier" -> throw Failure.invalid("/tier", "is not a known tier");
      case "ends_too_early" -> throw Failure.invalid("/ends_on", "must not be before starts_on");
      case "unknown_category" -> throw Failure.invalid("/category", "is not a known category");
      case "unknown_priority" -> throw Failure.invalid("/priority", "is not a known priority");
      case "unknown_frequency" ->
          throw Failure.invalid("/frequency", "is not one that a template can have");
      case "interval_missing" ->
          throw Failure.invalid("/interval", "is required with this frequency");
      case "interval_unused" ->
          throw Failure.invalid("/interval", "must not be given with this frequency");
      default -> throw new IllegalStateException(status);
    };
  }
}
