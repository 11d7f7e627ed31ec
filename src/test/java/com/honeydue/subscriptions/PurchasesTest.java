package com.honeydue.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Reply;
import com.honeydue.bus.Scope;
import com.honeydue.testing.AppleStorePeer;
import com.honeydue.testing.GooglePlayPeer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people bring, over the stores' peers. */
class PurchasesTest {

  private static final Duration MONTH = Duration.ofDays(30);

  private static Shop shop;

  @BeforeAll
  static void open() {
    shop = new Shop();
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @Test
  void whatTheStoreDoesNotKnowShouldBeRefused() {
    long anna = shop.person();
    shop.google.buy("other-product", "gold", null, shop.now().plus(MONTH));

    assertThat(shop.failure(anna, "purchase", Shop.fromGoogle("never-bought")).code())
        .isEqualTo("unknown_purchase");
    assertThat(shop.failure(anna, "purchase", Shop.fromGoogle("other-product")).code())
        .isEqualTo("unknown_product");
    assertThat(
            shop.failure(
                    anna,
                    "purchase",
                    new JsonObject().put("store", "apple").put("signed_transaction", "e30.e30.e30"))
                .code())
        .isEqualTo("invalid_purchase");
    assertThat(shop.status(anna).tier()).isEqualTo("free");
  }

  @Test
  void whatWasSignedShouldCountWhileAppleCanNotBeAsked() {
    long anna = shop.person();
    String key = Shop.key();
    shop.apple.buy(key, "com.honeydue.pro.monthly", null, shop.now().plus(MONTH));
    var brought = shop.fromApple(key);
    shop.apple.answer(AppleStorePeer.refusing(503, 5_000_000L));
    try {
      assertThat(Shop.standing(shop.call(anna, "purchase", brought)).tier()).isEqualTo("pro");
    } finally {
      shop.apple.answer(null);
    }

    shop.apple.subscription(key).status = 5;
    shop.pass(Duration.ofMinutes(11));
    shop.sweep();

    assertThat(shop.status(anna).tier()).isEqualTo("free");
  }

  @Test
  void aPendingPurchaseShouldEntitleAndBeAcknowledgedWhenItIsPaid() {
    long anna = shop.person();
    String key = Shop.key();
    shop.google.buy(key, "honeydue_pro_monthly", shop.token(anna), shop.now().plus(MONTH));
    shop.google.renew(key, Shop.key(), shop.now().plus(MONTH));
    shop.google.state(key, "PENDING");

    var pending = Shop.standing(shop.call(anna, "purchase", Shop.fromGoogle(key)));
    assertThat(pending.tier()).isEqualTo("free");
    assertThat(Objects.requireNonNull(pending.subscription()).state()).isEqualTo("pending");
    shop.google.state(key, "ACTIVE");
    shop.pass(Duration.ofHours(1).plusMinutes(1));
    shop.sweep();

    assertThat(shop.status(anna).tier()).isEqualTo("pro");
    assertThat(shop.google.subscription(key).getString("acknowledgementState"))
        .isEqualTo("ACKNOWLEDGEMENT_STATE_ACKNOWLEDGED");
  }

  @Test
  void restoringShouldSayOfEachWhatBecameOfIt() {
    long anna = shop.person();
    long bert = shop.person();
    String unnamed = google(null);
    String named = google(bert);
    shop.call(bert, "purchase", Shop.fromGoogle(unnamed));
    shop.call(bert, "purchase", Shop.fromGoogle(named));

    var reply =
        shop.call(
            anna,
            "restorePurchases",
            new JsonObject()
                .put(
                    "purchases",
                    new JsonArray(
                        List.of(
                            Shop.fromGoogle(unnamed),
                            Shop.fromGoogle("never-bought"),
                            Shop.fromGoogle(named)))));

    var restoration = (Purchases.Restoration) Objects.requireNonNull(reply.body());
    assertThat(restoration.results())
        .extracting(Purchases.Restored::outcome)
        .containsExactly("restored", "unknown_purchase", "another_account");
    assertThat(restoration.status().tier()).isEqualTo("pro");
    assertThat(shop.status(bert).tier()).isEqualTo("pro");
    assertThat(reply.scopes()).contains(Scope.user(bert), Scope.user(anna));
  }

  @Test
  void cancellingAtGoogleShouldTellGoogle() {
    long anna = shop.person();
    String key = google(anna);
    shop.call(anna, "purchase", Shop.fromGoogle(key));
    shop.pass(Duration.ofMinutes(1));

    var reply = shop.call(anna, "cancelSubscription", new JsonObject());
    assertThat(reply.outcome()).isEqualTo(Reply.Outcome.DONE);
    shop.doJobs();

    var standing = shop.status(anna);
    assertThat(standing.tier()).isEqualTo("pro");
    assertThat(Objects.requireNonNull(standing.subscription()).willRenew()).isFalse();
    assertThat(shop.call(anna, "cancelSubscription", new JsonObject()).outcome())
        .isEqualTo(Reply.Outcome.EXISTING);
  }

  @Test
  void cancellingAtAppleShouldSayWhere() {
    long anna = shop.person();
    String key = Shop.key();
    shop.apple.buy(key, "com.honeydue.pro.monthly", null, shop.now().plus(MONTH));
    shop.call(anna, "purchase", shop.fromApple(key));

    var failure = shop.failure(anna, "cancelSubscription", new JsonObject());

    assertThat(failure.code()).isEqualTo("cancel_at_store");
    assertThat(failure.details()).containsKey("manage_url");
  }

  @Test
  void aLateRenewalShouldCostNothingUntilTheLeewayHasPassed() {
    long anna = shop.person();
    String key = google(anna);
    shop.call(anna, "purchase", Shop.fromGoogle(key));
    shop.doJobs();
    shop.google.answer(GooglePlayPeer.refusing(503));
    try {
      shop.pass(MONTH.plusHours(23));
      shop.sweep();
      assertThat(shop.status(anna).tier()).isEqualTo("pro");
      shop.pass(Duration.ofHours(1));
      shop.sweep();
      assertThat(shop.status(anna).tier()).isEqualTo("free");
      assertThat(shop.told(anna)).containsExactly("expired");
    } finally {
      shop.google.answer(null);
    }
    shop.google.renew(key, Shop.key(), shop.now().plus(MONTH));
    shop.pass(Duration.ofMinutes(15));
    shop.sweep();

    assertThat(shop.status(anna).tier()).isEqualTo("pro");
  }

  /** The key of something bought, for which this person was named; null for nobody. */
  private static String google(@org.jspecify.annotations.Nullable Long person) {
    String key = Shop.key();
    shop.google.buy(
        key,
        "honeydue_pro_monthly",
        person == null ? null : shop.token(person),
        shop.now().plus(MONTH));
    shop.google.renew(key, Shop.key(), shop.now().plus(MONTH));
    return key;
  }
}
