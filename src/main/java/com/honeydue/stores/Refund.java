package com.honeydue.stores;

import java.time.Instant;

/**
 * A payment that was given back.
 *
 * @param key the subscription, as {@link Reading#key}
 * @param order the payment, as {@link Reading#order}
 * @param at when
 */
public record Refund(Store store, String key, String order, Instant at) {

  /** Without what names a purchase. */
  @Override
  public String toString() {
    return "Refund[" + store + "]";
  }
}
