package com.honeydue.subscriptions;

import com.honeydue.bus.Money;
import com.honeydue.stores.Phase;
import com.honeydue.stores.Reading;
import com.honeydue.stores.Refund;
import com.honeydue.stores.Store;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one subscription. Facts are only ever added, and which of two counts does not
 * depend on which came first: so whatever a store says late, twice or in another order, what is
 * known in the end is the same. {@code subscription_apply()} does this in the database, where it is
 * kept; here it is written down to be read, and a test holds the two against each other.
 *
 * @param newest the reading that counts
 * @param refunds when each payment was given back, by its order
 * @param replacedBy the key of the subscription that took its place
 */
record Facts(@Nullable Reading newest, Map<String, Instant> refunds, @Nullable String replacedBy) {

  /** Nothing but its key. */
  static final Facts NONE = new Facts(null, Map.of(), null);

  /**
   * The order of readings: by the store's time; of two with the same time, by what is further from
   * being entitled, and then by whatever differs.
   */
  static final Comparator<Reading> BY_TIME =
      Comparator.comparing(Reading::at)
          .thenComparing(Reading::phase)
          .thenComparing(Reading::expiresAt, earliestFirst())
          .thenComparing(Reading::graceUntil, earliestFirst())
          .thenComparing(Reading::refundedAt, earliestFirst())
          .thenComparing(reading -> orEmpty(reading.order()))
          .thenComparing(Reading::product)
          .thenComparing(Reading::sandbox)
          .thenComparing(Reading::price, Comparator.nullsFirst(byAmount()));

  Facts {
    refunds = Map.copyOf(refunds);
  }

  /** These facts and what {@code event} adds to them. */
  Facts after(StoreEvent event) {
    return switch (event) {
      case StoreEvent.Read read -> read(read.reading());
      case StoreEvent.Refunded refunded -> refunded(refunded.refund());
      case StoreEvent.Replaced replaced ->
          new Facts(newest, refunds, least(replacedBy, replaced.by()));
    };
  }

  /** What they come to. */
  Entitlement judged() {
    if (replacedBy != null) {
      return new Entitlement.Upgraded(this);
    }
    if (newest == null) {
      return new Entitlement.None(this);
    }
    if (isRefunded(newest)) {
      return new Entitlement.Refunded(this);
    }
    return switch (newest.phase()) {
      case PENDING -> new Entitlement.Pending(this);
      case ACTIVE -> new Entitlement.Active(this);
      case CANCELLED -> new Entitlement.CancelledUntilExpiry(this);
      case GRACE -> new Entitlement.Grace(this);
      case HOLD -> new Entitlement.Hold(this);
      case PAUSED -> new Entitlement.Paused(this);
      case EXPIRED -> new Entitlement.Expired(this);
      case REVOKED -> new Entitlement.Revoked(this);
      case UPGRADED -> new Entitlement.Upgraded(this);
    };
  }

  /**
   * Whether a reading says that the subscription it replaces is over: one that was never paid does
   * not.
   */
  static boolean replaces(Reading reading) {
    return reading.replaces() != null
        && !reading.replaces().equals(reading.key())
        && reading.phase() != Phase.PENDING
        && reading.expiresAt() != null;
  }

  private Facts read(Reading reading) {
    return newest == null || BY_TIME.compare(reading, newest) > 0
        ? new Facts(reading, refunds, replacedBy)
        : this;
  }

  private Facts refunded(Refund refund) {
    var more = new HashMap<>(refunds);
    more.merge(refund.order(), refund.at(), (one, other) -> one.isAfter(other) ? one : other);
    return new Facts(newest, more, replacedBy);
  }

  /**
   * Apple tells with each reading whether its payment was refunded: a newer one that does not has
   * taken the refund back. Google tells in its list of refunds alone.
   */
  private boolean isRefunded(Reading reading) {
    if (reading.refundedAt() != null) {
      return true;
    }
    var refund = reading.order() == null ? null : refunds.get(reading.order());
    return refund != null && (reading.store() == Store.GOOGLE || !refund.isBefore(reading.at()));
  }

  private static String least(@Nullable String one, String other) {
    return one == null || other.compareTo(one) < 0 ? other : one;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static Comparator<@Nullable Instant> earliestFirst() {
    return Comparator.nullsFirst(Comparator.naturalOrder());
  }

  private static Comparator<Money> byAmount() {
    return Comparator.comparingLong(Money::amountMinor).thenComparing(Money::currency);
  }
}
