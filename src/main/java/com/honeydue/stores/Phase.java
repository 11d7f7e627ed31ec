package com.honeydue.stores;

import java.util.Locale;

/** How a subscription stands at its store. */
public enum Phase {
  /** Bought and not paid yet. */
  PENDING,
  /** Paid, and will be renewed. */
  ACTIVE,
  /** Paid, and will not be renewed. */
  CANCELLED,
  /** The renewal could not be charged; the store asks to go on serving for a while. */
  GRACE,
  /** The same, and not to be served: account hold at Google, billing retry at Apple. */
  HOLD,
  /** Its owner has it rest, which Google alone offers. */
  PAUSED,
  /** Over. */
  EXPIRED,
  /** Taken away by the store, or by the family that shared it. */
  REVOKED,
  /** Replaced by another subscription. */
  UPGRADED;

  /** As the database and labels have it. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }
}
