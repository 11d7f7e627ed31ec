package com.honeydue.residences;

import com.honeydue.bus.Failure;
import com.honeydue.bus.Reply;
import com.honeydue.db.TierLimit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a statement ended: the one row it always returns.
 *
 * @param status {@code done}, or a word of {@link Refusal}
 * @param limit the tier's limit, where there is one
 * @param value what was written, as it is now; null when nothing was, or it is gone
 */
record Written<T>(String status, TierLimit limit, @Nullable T value) {

  /** A write without a limit. */
  static <T> Written<T> of(String status, @Nullable T value) {
    return new Written<>(status, TierLimit.NONE, value);
  }

  /**
   * What was written.
   *
   * @throws Failure what kept it from being written
   */
  T orThrow() {
    if (!status.equals("done")) {
      throw Refusal.of(status, limit);
    }
    return Objects.requireNonNull(value);
  }

  /**
   * The answer where nothing is left to show.
   *
   * @throws Failure what kept it from being done
   */
  Reply gone() {
    if (!status.equals("done")) {
      throw Refusal.of(status, limit);
    }
    return Reply.none();
  }
}
