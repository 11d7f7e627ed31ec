package com.honeydue.residences;

import com.honeydue.bus.Failure;
import org.jspecify.annotations.Nullable;

/**
 * How a writing statement ended: the one row it always returns.
 *
 * @param status what happened; see {@link #orThrow}
 * @param limit the tier's limit, where it was reached
 * @param trigger the key of the upgrade prompt that belongs to the limit
 * @param residence as it is now; null when nothing was written or it is gone
 */
record ResidenceWrite(
    String status,
    @Nullable Integer limit,
    @Nullable String trigger,
    @Nullable Residence residence) {

  /** A write without a limit. */
  static ResidenceWrite of(String status, @Nullable Residence residence) {
    return new ResidenceWrite(status, null, null, residence);
  }

  /**
   * This write, if it was done.
   *
   * @throws Failure what kept it from being done
   */
  ResidenceWrite orThrow() {
    return switch (status) {
      case "done" -> this;
      case "forbidden" ->
          throw Failure.forbidden(
              "role_too_low", "Your role in this residence does not allow this.");
      case "limit" -> throw limitReached();
      case "unknown_type" -> throw Failure.invalid("/type", "is not a known residence type");
      case "stale" -> throw Failure.stale();
      case "not_found" -> throw Failure.notFound();
      default -> throw new IllegalStateException(status);
    };
  }

  private Failure limitReached() {
    var failure =
        Failure.forbidden("tier_limit_reached", "Your tier does not hold another residence.");
    if (limit != null) {
      failure = failure.detail("limit", limit);
    }
    return trigger == null ? failure : failure.detail("upgrade_trigger", trigger);
  }
}
