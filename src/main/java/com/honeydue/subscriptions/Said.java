package com.honeydue.subscriptions;

import com.honeydue.stores.Reading;
import com.honeydue.stores.Refund;
import com.honeydue.stores.Store;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What stores say, in the form that {@code subscription_apply()} takes it. */
final class Said {

  private Said() {}

  /** All of these events; one that a subscription was replaced is part of the other's reading. */
  static JsonArray of(Collection<? extends StoreEvent> events) {
    var said = new JsonArray();
    events.stream().map(Said::object).flatMap(Optional::stream).forEach(said::add);
    return said;
  }

  private static Optional<JsonObject> object(StoreEvent event) {
    return switch (event) {
      case StoreEvent.Read read -> Optional.of(reading(read.reading(), read.again()));
      case StoreEvent.Refunded refunded -> Optional.of(refund(refunded.refund()));
      case StoreEvent.Replaced replaced -> Optional.empty();
    };
  }

  private static JsonObject reading(Reading reading, boolean again) {
    var object =
        begun("reading", reading.store(), reading.key())
            .put("product", reading.product())
            .put("phase", reading.phase().column())
            .put("at", text(reading.at()))
            .put("order_id", reading.order())
            .put("started_at", text(reading.startedAt()))
            .put("expires_at", text(reading.expiresAt()))
            .put("grace_until", text(reading.graceUntil()))
            .put("refunded_at", text(reading.refundedAt()))
            .put("replaces", Facts.replaces(reading) ? reading.replaces() : null)
            .put("acknowledged", reading.acknowledged())
            .put("sandbox", reading.sandbox())
            .put("again", again);
    if (reading.account() != null) {
      object.put("account", reading.account().toString());
    }
    if (reading.price() != null) {
      object
          .put("price_minor", reading.price().amountMinor())
          .put("price_currency", reading.price().currency());
    }
    return object;
  }

  private static JsonObject refund(Refund refund) {
    return begun("refund", refund.store(), refund.key())
        .put("order_id", refund.order())
        .put("at", text(refund.at()));
  }

  private static JsonObject begun(String kind, Store store, String key) {
    return new JsonObject().put("kind", kind).put("store", store.column()).put("store_key", key);
  }

  /** As exact as the database is. */
  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS).toString();
  }
}
