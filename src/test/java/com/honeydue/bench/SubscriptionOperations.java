package com.honeydue.bench;

import com.honeydue.testing.StorePeers;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people do with their subscription, and what the stores send. */
final class SubscriptionOperations {

  private static final String ALL = "/api/subscriptions/";

  private final Caller api;
  private final String owner;
  private final StorePeers stores = StorePeers.shared();

  SubscriptionOperations(Caller api, String owner) {
    this.api = api;
    this.owner = owner;
  }

  List<Operation> all() {
    return List.of(
        new Operation("subscriptionStatus", true, () -> get("status/")),
        new Operation("subscriptionHistory", true, () -> get("history/")),
        new Operation("purchase", true, () -> post("purchase/", owner, google())),
        new Operation("purchase?apple", true, () -> post("purchase/", owner, apple())),
        new Operation(
            "restorePurchases",
            true,
            () ->
                post(
                    "restore/",
                    owner,
                    new JsonObject().put("purchases", new JsonArray().add(google()).add(apple())))),
        new Operation("startTrial", true, () -> post("start-trial/", someone(), null)),
        new Operation("cancelSubscription", true, () -> post("cancel/", trying(), null)),
        new Operation(
            "appleWebhook",
            false,
            () ->
                post(
                    "webhooks/apple/",
                    null,
                    new JsonObject().put("signedPayload", stores.notification()))),
        new Operation(
            "googleWebhook",
            false,
            () -> post("webhooks/google/", stores.authorization(), stores.push())));
  }

  private JsonObject google() {
    return new JsonObject().put("store", "google").put("purchase_token", stores.boughtAtGoogle());
  }

  private JsonObject apple() {
    return new JsonObject().put("store", "apple").put("signed_transaction", stores.boughtAtApple());
  }

  /** The token of a new account. */
  private String someone() {
    return api.call(new Request("POST", "/api/auth/register/", null, Household.someone()))
        .getString("token");
  }

  /** The token of an account in its trial. */
  private String trying() {
    String token = someone();
    api.call(post("start-trial/", token, null));
    return token;
  }

  private Request get(String path) {
    return new Request("GET", ALL + path, owner, null);
  }

  private static Request post(String path, @Nullable String as, @Nullable JsonObject body) {
    return new Request("POST", ALL + path, as, body);
  }
}
