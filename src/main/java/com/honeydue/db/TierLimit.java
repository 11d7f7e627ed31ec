package com.honeydue.db;

import com.honeydue.bus.Failure;
import io.vertx.sqlclient.Row;
import org.jspecify.annotations.Nullable;

/**
 * How much of something a tier allows, as statements that hold a limit say.
 *
 * @param maximum null for any number
 * @param upgrade what is shown to whoever reaches it
 */
public record TierLimit(@Nullable Integer maximum, @Nullable Upgrade upgrade) {

  public static final TierLimit NONE = new TierLimit(null, null);

  /**
   * Reads {@code maximum} and {@code upgrade_trigger} of {@code tier_limit()} or {@code
   * tier_room()}, the first of them at {@code at}.
   */
  public static TierLimit of(Row row, int at) {
    return new TierLimit(row.getInteger(at), Upgrade.of(row.getString(at + 1)));
  }

  /** That it is reached. */
  public Failure reached(String message) {
    var failure = Failure.forbidden("tier_limit_reached", message);
    if (maximum != null) {
      failure = failure.detail("limit", maximum);
    }
    return upgrade == null ? failure : upgrade.shownWith(failure);
  }
}
