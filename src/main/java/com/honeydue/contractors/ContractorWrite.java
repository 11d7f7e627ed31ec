package com.honeydue.contractors;

import com.honeydue.bus.Failure;
import com.honeydue.bus.Reply;
import com.honeydue.bus.Scope;
import com.honeydue.db.TierLimit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a writing statement ended: the one row it always returns.
 *
 * @param status what happened; see {@link #reply}
 * @param limit what the tier allows, where that was asked
 * @param contractor as it is now; null when nothing was written or it is gone
 * @param residences whose tasks or completions name it
 */
record ContractorWrite(
    String status, TierLimit limit, @Nullable Contractor contractor, List<Long> residences) {

  /**
   * The contractor as it is now, or the answer that there is none any more.
   *
   * @throws Failure what kept it from being written
   */
  Reply reply() {
    if (!status.equals("done")) {
      throw failure();
    }
    var reply = contractor == null ? Reply.none() : Reply.of(contractor);
    return reply.touching(residences.stream().map(Scope::residence).toList());
  }

  private Failure failure() {
    return switch (status) {
      case "forbidden" ->
          Failure.forbidden("role_too_low", "Your role in this residence does not allow this.");
      case "unknown_specialty" ->
          Failure.invalid("/specialties", "has one that is not a known specialty");
      case "contractor_attached" ->
          Failure.conflict(
              "contractor_attached", "A contractor of a residence stays with that residence.");
      case "contractors_limit" -> limit.reached("The tier does not hold another contractor.");
      case "stale" -> Failure.stale();
      case "not_found" -> Failure.notFound();
      default -> throw new IllegalStateException(status);
    };
  }
}
