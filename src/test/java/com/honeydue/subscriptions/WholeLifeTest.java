package com.honeydue.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The whole life of a subscription at each store, with no webhook: the sweep alone finds it out.
 */
class WholeLifeTest {

  private static final Duration MONTH = Duration.ofDays(30);
  private static final Duration LEEWAY = Duration.ofHours(24);

  private static Shop shop;

  @BeforeAll
  static void open() {
    shop = new Shop();
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  /** What happens at a store. */
  enum Happening {
    APPLE {
      @Override
      JsonObject buy(String key, long person) {
        shop.apple.buy(key, "com.honeydue.pro.monthly", shop.token(person), shop.now().plus(MONTH));
        return shop.fromApple(key);
      }

      @Override
      void renew(String key) {
        shop.apple.renew(key, Shop.key(), shop.now().plus(MONTH));
        shop.apple.subscription(key).renewal.put("autoRenewStatus", 1);
        shop.apple.subscription(key).status = 1;
      }

      @Override
      void grace(String key) {
        shop.apple.subscription(key).status = 4;
        shop.apple
            .subscription(key)
            .renewal
            .put("gracePeriodExpiresDate", shop.now().plus(Duration.ofDays(16)).toEpochMilli());
      }

      @Override
      void hold(String key) {
        shop.apple.subscription(key).status = 3;
      }

      @Override
      void cancel(String key) {
        shop.apple.subscription(key).renewal.put("autoRenewStatus", 0);
      }

      @Override
      void expire(String key) {
        shop.apple.subscription(key).status = 2;
      }

      @Override
      void refund(String key) {
        shop.apple
            .subscription(key)
            .transactions
            .getLast()
            .put("revocationDate", shop.now().toEpochMilli());
        shop.apple.subscription(key).status = 5;
      }

      @Override
      String upgrade(String key, long person) {
        var yearly =
            shop.apple.transaction(
                key,
                Shop.key(),
                "com.honeydue.pro.yearly",
                shop.token(person),
                shop.now().plus(Duration.ofDays(365)));
        shop.apple.subscription(key).transactions.getLast().put("isUpgraded", true);
        shop.apple.subscription(key).transactions.add(yearly);
        shop.apple.subscription(key).status = 1;
        return key;
      }
    },
    GOOGLE {
      @Override
      JsonObject buy(String key, long person) {
        shop.google.buy(key, "honeydue_pro_monthly", shop.token(person), shop.now().plus(MONTH));
        shop.google.renew(key, Shop.key(), shop.now().plus(MONTH));
        return Shop.fromGoogle(key);
      }

      @Override
      void renew(String key) {
        shop.google.renew(key, Shop.key(), shop.now().plus(MONTH));
        shop.google.state(key, "ACTIVE");
      }

      @Override
      void grace(String key) {
        shop.google.state(key, "IN_GRACE_PERIOD");
        item(key).put("expiryTime", shop.now().plus(Duration.ofDays(16)).toString());
      }

      @Override
      void hold(String key) {
        shop.google.state(key, "ON_HOLD");
      }

      @Override
      void cancel(String key) {
        shop.google.state(key, "CANCELED");
      }

      @Override
      void expire(String key) {
        shop.google.state(key, "EXPIRED");
      }

      @Override
      void refund(String key) {
        shop.google.refund(key, item(key).getString("latestSuccessfulOrderId"), shop.now());
      }

      @Override
      String upgrade(String key, long person) {
        String next = Shop.key();
        shop.google
            .buy(
                next,
                "honeydue_pro_yearly",
                shop.token(person),
                shop.now().plus(Duration.ofDays(365)))
            .put("linkedPurchaseToken", key);
        shop.google.renew(next, Shop.key(), shop.now().plus(Duration.ofDays(365)));
        expire(key);
        return next;
      }

      private JsonObject item(String key) {
        return shop.google.subscription(key).getJsonArray("lineItems").getJsonObject(0);
      }
    };

    /** What the app brings of it. */
    abstract JsonObject buy(String key, long person);

    abstract void renew(String key);

    abstract void grace(String key);

    abstract void hold(String key);

    abstract void cancel(String key);

    abstract void expire(String key);

    abstract void refund(String key);

    /** The key of what took its place. */
    abstract String upgrade(String key, long person);
  }

  @ParameterizedTest
  @EnumSource
  void theSweepAloneShouldFollowEverything(Happening store) {
    long anna = shop.person();
    String key = Shop.key();

    var bought = shop.call(anna, "purchase", store.buy(key, anna));
    assertStanding(Shop.standing(bought), "pro", "active");
    assertThat(Shop.standing(bought).expiresAt()).isEqualTo(shop.now().plus(MONTH).plus(LEEWAY));
    shop.doJobs();
    if (store == Happening.GOOGLE) {
      assertThat(shop.google.subscription(key).getString("acknowledgementState"))
          .isEqualTo("ACKNOWLEDGEMENT_STATE_ACKNOWLEDGED");
    }

    shop.pass(MONTH.plusMinutes(6));
    store.renew(key);
    sweep(anna, "pro", "active");
    assertThat(shop.status(anna).expiresAt()).isEqualTo(shop.now().plus(MONTH).plus(LEEWAY));

    shop.pass(MONTH.plusMinutes(6));
    store.grace(key);
    sweep(anna, "pro", "grace");
    assertThat(shop.bought(anna).graceUntil()).isEqualTo(shop.now().plus(Duration.ofDays(16)));

    shop.pass(Duration.ofDays(16).plusMinutes(6));
    store.hold(key);
    sweep(anna, "free", "hold");

    shop.pass(Duration.ofHours(7));
    store.renew(key);
    sweep(anna, "pro", "active");

    shop.pass(MONTH.plusMinutes(6));
    store.renew(key);
    store.cancel(key);
    sweep(anna, "pro", "cancelled");
    assertThat(shop.status(anna).expiresAt()).isEqualTo(shop.now().plus(MONTH));

    shop.pass(MONTH.plusMinutes(6));
    store.expire(key);
    sweep(anna, "free", "expired");

    shop.pass(Duration.ofDays(2));
    store.renew(key);
    sweep(anna, "pro", "active");

    shop.pass(MONTH.plusMinutes(6));
    store.refund(key);
    sweep(anna, "free", "refunded");

    shop.pass(Duration.ofDays(1).plusMinutes(6));
    String next = store.upgrade(key, anna);
    if (!next.equals(key)) {
      shop.call(anna, "purchase", Shop.fromGoogle(next));
      assertThat(state(key)).isEqualTo("upgraded");
    }
    sweep(anna, "pro", "active");
    assertThat(shop.bought(anna).period()).isEqualTo("year");
    assertThat(shop.told(anna)).containsExactly("grace", "expired", "expired", "refunded");
  }

  private static void sweep(long person, String tier, String state) {
    shop.sweep();
    assertStanding(shop.status(person), tier, state);
  }

  private static void assertStanding(Standing standing, String tier, String state) {
    assertThat(standing.subscription()).isNotNull();
    assertThat(standing.subscription().state()).isEqualTo(state);
    assertThat(standing.tier()).isEqualTo(tier);
  }

  private static String state(String key) {
    return String.valueOf(
        shop.fixture()
            .database()
            .column(
                "select entitlement from subscription_storesubscription where store_key = ?", key)
            .getFirst());
  }
}
