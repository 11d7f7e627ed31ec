package com.honeydue.mail.model;

import com.honeydue.bus.Money;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What has become of a subscription.
 *
 * @param change what
 * @param until the last day with honeyDue Pro; null if not known, and when refunded
 * @param amount what is paid back; null if not known, and unless refunded
 */
public record SubscriptionChanged(Change change, @Nullable LocalDate until, @Nullable Money amount)
    implements Letter {

  /** What has happened. */
  public enum Change {
    /** The store could not collect the money; everything works on for a while. */
    GRACE,
    /** It has ended. */
    EXPIRED,
    /** The store has paid the money back. */
    REFUNDED
  }

  public SubscriptionChanged {
    if (change == Change.REFUNDED ? until != null : amount != null) {
      throw new IllegalArgumentException("of no use for " + change);
    }
  }

  /** {@link #change} as its texts are called. */
  public String outcome() {
    return change.name().toLowerCase(Locale.ROOT);
  }
}
