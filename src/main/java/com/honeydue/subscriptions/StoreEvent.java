package com.honeydue.subscriptions;

import com.honeydue.stores.Reading;
import com.honeydue.stores.Refund;
import java.time.Instant;

/** Something that a store says of a subscription. Immutable. */
sealed interface StoreEvent {

  /**
   * How it stood at one moment.
   *
   * @param again whether it was brought and not asked of the store, which is then to be asked soon:
   *     it counts for a period that is not known yet, and for no other
   */
  record Read(Reading reading, boolean again) implements StoreEvent {
    Read(Reading reading) {
      this(reading, false);
    }
  }

  /** A payment was given back. */
  record Refunded(Refund refund) implements StoreEvent {}

  /**
   * Another subscription has taken its place: what a reading of that one says.
   *
   * @param by its key
   */
  record Replaced(String by, Instant at) implements StoreEvent {}
}
