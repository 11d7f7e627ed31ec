package com.honeydue.tasks;

import com.honeydue.bus.Failure;
import com.honeydue.bus.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a statement that changes a completion ended: the one row it always returns.
 *
 * @param status what happened; see {@link #orThrow}
 * @param refusedPhotos the places of the photos that may not be attached
 * @param completion as it is now; null when nothing was written or it is gone
 * @param residenceId where it is or was; null when nothing was written
 */
record CompletionWrite(
    String status,
    List<Long> refusedPhotos,
    @Nullable Completion completion,
    @Nullable Long residenceId) {

  CompletionWrite(String status, List<Long> refusedPhotos, @Nullable Completion completion) {
    this(status, refusedPhotos, completion, completion == null ? null : completion.residenceId());
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
      case "photos_refused" -> throw refusedPhotos(refusedPhotos);
      case "stale" -> throw Failure.stale();
      case "not_found" -> throw Failure.notFound();
      default -> throw new IllegalStateException(status);
    };
  }

  static Failure refusedPhotos(List<Long> places) {
    return Failure.invalid(
        places.stream()
            .map(
                place ->
                    new FieldError("/photo_ids/" + place, "is not a picture of yours that is free"))
            .toList());
  }

  static Failure notAMember() {
    return Failure.invalid("/completed_by", "is not a member of the residence");
  }
}
