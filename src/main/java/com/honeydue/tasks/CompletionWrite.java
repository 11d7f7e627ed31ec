package com.honeydue.tasks;

import com.honeydue.bus.Failure;
import org.jspecify.annotations.Nullable;

/**
 * How a statement that changes a completion ended: the one row it always returns.
 *
 * @param status what happened; see {@link #orThrow}
 * @param completion as it is now; null when nothing was written or it is gone
 * @param residenceId where it is or was; null when nothing was written
 */
record CompletionWrite(String status, @Nullable Completion completion, @Nullable Long residenceId) {

  CompletionWrite(String status, @Nullable Completion completion) {
    this(status, completion, completion == null ? null : completion.residenceId());
  }

  /**
   * This write, if it was done.
   *
   * @throws Failure what kept it from being done
   */
  CompletionWrite orThrow() {
    return switch (status) {
      case "done" -> this;
      case "forbidden" ->
          throw Failure.forbidden(
              "role_too_low", "Members may change only what they noted themselves.");
      case "not_a_member" -> throw notAMember();
      case "unknown_contractor" -> throw TaskWrite.unknownContractor();
      case "stale" -> throw Failure.stale();
      case "not_found" -> throw Failure.notFound();
      default -> throw new IllegalStateException(status);
    };
  }

  static Failure notAMember() {
    return Failure.invalid("/completed_by", "is not a member of the residence");
  }
}
