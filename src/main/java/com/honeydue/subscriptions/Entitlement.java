package com.honeydue.subscriptions;

import com.honeydue.stores.Reading;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription is good for, in either store: the state that follows from everything that is
 * known of it. Immutable.
 */
sealed interface Entitlement {

  /** What it follows from. */
  Facts facts();

  /** What it is after the store has said something more. */
  default Entitlement after(StoreEvent event) {
    return facts().after(event).judged();
  }

  /** As the database, the API and labels have it. */
  default String column() {
    return switch (this) {
      case None none -> "none";
      case Pending pending -> "pending";
      case Active active -> "active";
      case CancelledUntilExpiry cancelled -> "cancelled";
      case Grace grace -> "grace";
      case Hold hold -> "hold";
      case Paused paused -> "paused";
      case Expired expired -> "expired";
      case Refunded refunded -> "refunded";
      case Revoked revoked -> "revoked";
      case Upgraded upgraded -> "upgraded";
    };
  }

  /**
   * How long it entitles; {@code null} for not at all.
   *
   * @param leeway what will be renewed stays good for so long beyond its end
   */
  default @Nullable Instant until(Duration leeway) {
    return switch (this) {
      case Active active -> later(end(), leeway);
      case CancelledUntilExpiry cancelled -> end();
      case Grace grace -> {
        var reading = facts().newest();
        yield reading != null && reading.graceUntil() != null ? reading.graceUntil() : end();
      }
      case None none -> null;
      case Pending pending -> null;
      case Hold hold -> null;
      case Paused paused -> null;
      case Expired expired -> null;
      case Refunded refunded -> null;
      case Revoked revoked -> null;
      case Upgraded upgraded -> null;
    };
  }

  /** The end of what is paid. */
  private @Nullable Instant end() {
    Reading reading = facts().newest();
    return reading == null ? null : reading.expiresAt();
  }

  private static @Nullable Instant later(@Nullable Instant end, Duration leeway) {
    return end == null ? null : end.plus(leeway);
  }

  /** Nothing but its key is known. */
  record None(Facts facts) implements Entitlement {}

  /** Bought and not paid. */
  record Pending(Facts facts) implements Entitlement {}

  /** Paid, and will be renewed. */
  record Active(Facts facts) implements Entitlement {}

  /** Paid, and will end with what is paid. */
  record CancelledUntilExpiry(Facts facts) implements Entitlement {}

  /** Not paid any more; the store asks to go on serving until it has charged its owner. */
  record Grace(Facts facts) implements Entitlement {}

  /** Not paid any more, and not to be served; the store still tries. */
  record Hold(Facts facts) implements Entitlement {}

  /** Rests, as its owner wants. */
  record Paused(Facts facts) implements Entitlement {}

  /** Over. */
  record Expired(Facts facts) implements Entitlement {}

  /** The present period's payment was given back. */
  record Refunded(Facts facts) implements Entitlement {}

  /** Taken away. */
  record Revoked(Facts facts) implements Entitlement {}

  /** Another subscription has taken its place. */
  record Upgraded(Facts facts) implements Entitlement {}
}
