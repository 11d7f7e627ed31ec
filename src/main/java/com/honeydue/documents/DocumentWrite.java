package com.honeydue.documents;

import com.honeydue.bus.Failure;
import com.honeydue.bus.Reply;
import com.honeydue.bus.Scope;
import com.honeydue.db.TierLimit;
import org.jspecify.annotations.Nullable;

/**
 * How a writing statement ended: the one row it always returns.
 *
 * @param status what happened; see {@link #reply}
 * @param limit what the tier allows, where that was asked
 * @param document as it is now; null when nothing was written or it is gone
 * @param residenceId where it is or was; null when nothing was written
 */
record DocumentWrite(
    String status, TierLimit limit, @Nullable Document document, @Nullable Long residenceId) {

  /**
   * The document as it is now, or the answer that there is none any more.
   *
   * @throws Failure what kept it from being written
   */
  Reply reply() {
    if (!status.equals("done")) {
      throw failure();
    }
    var reply = document == null ? Reply.none() : Reply.of(document);
    return residenceId == null ? reply : reply.touching(Scope.residence(residenceId));
  }

  private Failure failure() {
    return switch (status) {
      case "forbidden" ->
          Failure.forbidden("role_too_low", "Your role in this residence does not allow this.");
      case "unknown_category" -> Failure.invalid("/category", "is not a known category");
      case "ends_too_early" -> Failure.invalid("/ends_on", "must not be before starts_on");
      case "upload_refused" ->
          Failure.invalid("/upload_id", "is not a document or picture of yours that is free");
      case "images_refused" ->
          Failure.invalid("/image_ids", "has one that is not a picture of yours that is free");
      case "image_refused" ->
          Failure.invalid("/upload_id", "is not a picture of yours that is free");
      case "too_many_images" ->
          Failure.conflict("too_many_images", "A document holds at most 20 pictures.");
      case "documents_limit" -> limit.reached("The tier does not hold another document.");
      case "stale" -> Failure.stale();
      case "not_found" -> Failure.notFound();
      default -> throw new IllegalStateException(status);
    };
  }
}
