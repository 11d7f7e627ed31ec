package com.honeydue.stores;

import com.honeydue.bus.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a store says of one subscription at one moment: facts whose origin is verified, not yet
 * judged.
 *
 * @param key names the subscription for its whole life: Apple's original transaction id, Google's
 *     purchase token
 * @param product the store's id of what was bought
 * @param at the store's own time of this: what is older tells nothing new
 * @param order the payment for the present period: Apple's transaction id, Google's order id
 * @param startedAt when it was first bought; {@code null} if the store does not say
 * @param expiresAt the end of what is paid; {@code null} while nothing is
 * @param graceUntil how long to go on serving in {@link Phase#GRACE}
 * @param refundedAt when the payment for this period was given back
 * @param account the account that the app named when buying, {@code appAccountToken} or {@code
 *     obfuscatedExternalAccountId}; {@code null} if it named none of ours
 * @param replaces the subscription that this one took the place of: Google's {@code
 *     linkedPurchaseToken}
 * @param acknowledged false while Google waits to hear that it was delivered
 * @param sandbox whether no money was paid
 * @param price what a period costs; {@code null} if the store does not say
 */
public record Reading(
    Store store,
    String key,
    String product,
    Phase phase,
    Instant at,
    @Nullable String order,
    @Nullable Instant startedAt,
    @Nullable Instant expiresAt,
    @Nullable Instant graceUntil,
    @Nullable Instant refundedAt,
    @Nullable UUID account,
    @Nullable String replaces,
    boolean acknowledged,
    boolean sandbox,
    @Nullable Money price) {

  /** Without what names a purchase. */
  @Override
  public String toString() {
    return "Reading[" + store + " " + phase + "]";
  }
}
