package com.honeydue.stores;

import com.honeydue.bus.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A period of a subscription that was paid.
 *
 * @param key the subscription, as {@link Reading#key}
 * @param order the payment, as {@link Reading#order}
 * @param paidAt when the period began
 * @param expiresAt when it ended, or will
 * @param refundedAt when it was given back
 * @param price what it cost; {@code null} if the store does not say
 */
public record Payment(
    Store store,
    String key,
    String order,
    String product,
    Instant paidAt,
    @Nullable Instant expiresAt,
    @Nullable Instant refundedAt,
    @Nullable Money price) {

  /** Without what names a purchase. */
  @Override
  public String toString() {
    return "Payment[" + store + "]";
  }
}
