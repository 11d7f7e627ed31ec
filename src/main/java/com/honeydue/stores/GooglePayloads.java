package com.honeydue.stores;

import com.honeydue.bus.Money;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Currency;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What Google's words come to in ours. Stateless. */
final class GooglePayloads {

  private static final int NANOS = 9;

  private GooglePayloads() {}

  /**
   * A reading of a {@code SubscriptionPurchaseV2}.
   *
   * @param at when it was answered
   */
  static Reading reading(String token, JsonObject purchase, Instant at) {
    JsonObject item = lastItem(purchase);
    String state = purchase.getString("subscriptionState", "");
    Phase phase = phase(state, purchase);
    @Nullable Instant expires = time(item.getString("expiryTime"));
    String order = item.getString("latestSuccessfulOrderId", purchase.getString("latestOrderId"));
    return new Reading(
        Store.GOOGLE,
        token,
        item.getString("productId"),
        phase,
        at,
        order,
        time(purchase.getString("startTime")),
        expires,
        // Google moves the end itself while it waits for the money.
        phase == Phase.GRACE ? expires : null,
        null,
        account(purchase),
        purchase.getString("linkedPurchaseToken"),
        // What is not paid yet cannot be acknowledged.
        phase == Phase.PENDING
            || !purchase
                .getString("acknowledgementState", "")
                .equals("ACKNOWLEDGEMENT_STATE_PENDING"),
        purchase.containsKey("testPurchase"),
        price(item));
  }

  /** A purchase of the list of those that were given back; {@code null} if it has no order. */
  static @Nullable Refund refund(JsonObject voided) {
    String order = voided.getString("orderId", "");
    return order.isEmpty()
        ? null
        : new Refund(
            Store.GOOGLE,
            voided.getString("purchaseToken"),
            order,
            Instant.ofEpochMilli(Long.parseLong(voided.getString("voidedTimeMillis"))));
  }

  private static Phase phase(String state, JsonObject purchase) {
    return switch (state) {
      case "SUBSCRIPTION_STATE_PENDING" -> Phase.PENDING;
      case "SUBSCRIPTION_STATE_ACTIVE" -> Phase.ACTIVE;
      case "SUBSCRIPTION_STATE_CANCELED" -> Phase.CANCELLED;
      case "SUBSCRIPTION_STATE_IN_GRACE_PERIOD" -> Phase.GRACE;
      case "SUBSCRIPTION_STATE_ON_HOLD" -> Phase.HOLD;
      case "SUBSCRIPTION_STATE_PAUSED" -> Phase.PAUSED;
      case "SUBSCRIPTION_STATE_EXPIRED" ->
          purchase
                  .getJsonObject("canceledStateContext", new JsonObject())
                  .containsKey("replacementCancellation")
              ? Phase.UPGRADED
              : Phase.EXPIRED;
      case "SUBSCRIPTION_STATE_PENDING_PURCHASE_CANCELED" -> Phase.EXPIRED;
      // Rather nothing than a guess: what is stored stays as it is.
      default -> throw StoreCalls.unavailable("unknown_state", null);
    };
  }

  /** The part that is paid the longest: we sell subscriptions of one part. */
  private static JsonObject lastItem(JsonObject purchase) {
    return purchase.getJsonArray("lineItems", new JsonArray()).stream()
        .map(JsonObject.class::cast)
        .filter(item -> item.getString("productId") != null)
        .max(Comparator.comparing(item -> item.getString("expiryTime", "")))
        .orElseThrow(() -> StoreCalls.unavailable("unreadable", null));
  }

  private static @Nullable UUID account(JsonObject purchase) {
    String named =
        purchase
            .getJsonObject("externalAccountIdentifiers", new JsonObject())
            .getString("obfuscatedExternalAccountId", "");
    try {
      var id = UUID.fromString(named);
      return id.toString().equalsIgnoreCase(named) ? id : null;
    } catch (IllegalArgumentException notOurs) {
      return null;
    }
  }

  private static @Nullable Money price(JsonObject item) {
    JsonObject price =
        item.getJsonObject("autoRenewingPlan", new JsonObject()).getJsonObject("recurringPrice");
    String currency = price == null ? null : price.getString("currencyCode");
    if (price == null || currency == null) {
      return null;
    }
    try {
      int digits = Currency.getInstance(currency).getDefaultFractionDigits();
      var amount =
          new BigDecimal(String.valueOf(price.getValue("units", "0")))
              .add(BigDecimal.valueOf(price.getLong("nanos", 0L), NANOS));
      return new Money(amount.movePointRight(Math.max(0, digits)).longValueExact(), currency);
    } catch (IllegalArgumentException | ArithmeticException noSuchAmount) {
      return null;
    }
  }

  private static @Nullable Instant time(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException unreadable) {
      throw StoreCalls.unavailable("unreadable", null);
    }
  }
}
