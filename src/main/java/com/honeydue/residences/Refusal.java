package com.honeydue.residences;

import com.honeydue.bus.Failure;
import com.honeydue.db.TierLimit;

/** What the words mean with which statements say why they wrote nothing. Stateless. */
final class Refusal {

  private Refusal() {}

  /**
   * The failure behind {@code status}.
   *
   * @throws IllegalStateException for a word that no statement uses
   */
  static Failure of(String status, TierLimit limit) {
    return switch (status) {
      case "forbidden" ->
          Failure.forbidden("role_too_low", "Your role in this residence does not allow this.");
      case "not_found" -> Failure.notFound();
      case "stale" -> Failure.stale();
      case "unknown_type" -> Failure.invalid("/type", "is not a known residence type");
      case "residences_limit" -> limit.reached("Your tier does not hold another residence.");
      case "members_limit" -> limit.reached("This residence does not hold more people.");
      case "heir_limit" -> limit.reached("The new owner's tier does not hold another residence.");
      case "code_not_valid" ->
          Failure.of(
              Failure.Kind.NOT_FOUND,
              "share_code_not_valid",
              "There is no such code, or it has expired, been revoked or been used up.");
      case "codes_taken" -> Failure.unavailable("code_taken", "No free code was drawn. Try again.");
      case "no_share_code" ->
          Failure.conflict("no_share_code", "There is no code that lets anybody in. Make one.");
      case "already_member" ->
          Failure.conflict("already_member", "You belong to this residence already.");
      case "already_requested" ->
          Failure.conflict("already_requested", "Your request waits for the owner's decision.");
      case "request_declined" ->
          Failure.conflict("request_declined", "The owner has declined your request.");
      case "already_decided" ->
          Failure.conflict("already_decided", "This request has been decided.");
      case "owner_role_fixed" ->
          Failure.conflict(
              "owner_role_fixed", "The owner stays the owner until the residence is transferred.");
      case "owner_can_not_leave" ->
          Failure.conflict(
              "owner_can_not_leave", "The owner can leave only after a transfer of the residence.");
      case "already_owner" -> Failure.conflict("already_owner", "You own this residence already.");
      default -> throw new IllegalStateException(status);
    };
  }
}
