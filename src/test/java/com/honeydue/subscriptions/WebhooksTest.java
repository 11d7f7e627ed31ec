package com.honeydue.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.honeydue.bus.Failure;
import com.honeydue.bus.Reply;
import com.honeydue.telemetry.SubscriptionNames;
import com.honeydue.testing.GooglePlayPeer;
import com.honeydue.testing.ServiceFixture;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the stores send. */
class WebhooksTest {

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
  void aNoticeShouldBeKeptOnceHoweverOftenAndAtOnceItIsSent() {
    String key = bought(shop.person());
    String id = UUID.randomUUID().toString();
    var push = shop.google.push(id, 2, key);
    List<Future<Reply>> posts = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      posts.add(shop.postGoogle(shop.google.authorization(), push));
    }
    posts.forEach(ServiceFixture::await);

    assertThat(notices(id)).isEqualTo(1);
    assertThat(
            shop.fixture()
                .database()
                .number(
                    "select count(*) from jobs_outbox where type = 'subscriptions.notice' and"
                        + " (payload ->> 'notice_id')::bigint in (select n.id from"
                        + " subscription_storenotice n where n.notice_id = ?)",
                    id))
        .isEqualTo(1);
  }

  @Test
  void aNoticeShouldHaveTheSubscriptionReadAtItsStore() {
    long anna = shop.person();
    String key = bought(anna);
    shop.google.state(key, "ON_HOLD");
    shop.pass(Duration.ofMinutes(1));

    ServiceFixture.await(
        shop.postGoogle(
            shop.google.authorization(), shop.google.push(UUID.randomUUID().toString(), 5, key)));
    assertThat(shop.status(anna).tier()).isEqualTo("pro");
    shop.doJobs();

    assertThat(shop.status(anna).tier()).isEqualTo("free");
    assertThat(shop.bought(anna).state()).isEqualTo("hold");
  }

  @Test
  void aPurchaseThatNoAppHasBroughtShouldReachWhoeverItNames() {
    long anna = shop.person();
    String key = Shop.key();
    shop.apple.buy(key, "com.honeydue.pro.yearly", shop.token(anna), shop.now().plus(MONTH));

    ServiceFixture.await(
        shop.postApple(
            shop.apple.notification(UUID.randomUUID(), "SUBSCRIBED", "INITIAL_BUY", key)));
    shop.doJobs();

    assertThat(shop.status(anna).tier()).isEqualTo("pro");
    assertThat(
            shop.count(
                SubscriptionNames.Metric.NOTICES,
                "type",
                "SUBSCRIBED.INITIAL_BUY",
                "result",
                "taken"))
        .isEqualTo(1);
  }

  @Test
  void aRefundThatIsTakenBackShouldEntitleAgainWhateverComesFirst() {
    long anna = shop.person();
    String key = Shop.key();
    shop.apple.buy(key, "com.honeydue.pro.yearly", shop.token(anna), shop.now().plus(MONTH));
    shop.call(anna, "purchase", shop.fromApple(key));
    var transaction = shop.apple.subscription(key).transactions.getLast();
    shop.pass(Duration.ofMinutes(1));
    transaction.put("revocationDate", shop.now().toEpochMilli());
    shop.apple.subscription(key).status = 5;
    String refund = shop.apple.notification(UUID.randomUUID(), "REFUND", null, key);
    shop.pass(Duration.ofMinutes(1));
    transaction.remove("revocationDate");
    shop.apple.subscription(key).status = 1;
    String reversed = shop.apple.notification(UUID.randomUUID(), "REFUND_REVERSED", null, key);

    ServiceFixture.await(shop.postApple(reversed));
    shop.doJobs();
    ServiceFixture.await(shop.postApple(refund));
    shop.doJobs();

    assertThat(shop.status(anna).tier()).isEqualTo("pro");
  }

  @Test
  void whatNoStoreHasSentShouldBeRefusedAndCounted() {
    double before = shop.count(SubscriptionNames.Metric.NOTICES, "result", "refused");
    String key = bought(shop.person());
    var push = shop.google.push("forged", 2, key);
    var other =
        "Bearer "
            + com.honeydue.testing.IdentityProvider.signed(
                shop.google.claims().audience("https://other.example").build());

    assertThat(refused(shop.postGoogle(null, push))).isEqualTo("unverified_notice");
    assertThat(refused(shop.postGoogle("Token abc", push))).isEqualTo("unverified_notice");
    assertThat(refused(shop.postGoogle(other, push))).isEqualTo("unverified_notice");
    assertThat(refused(shop.postApple("e30.e30.e30"))).isEqualTo("unverified_notice");

    assertThat(notices("forged")).isZero();
    assertThat(
            shop.count(SubscriptionNames.Metric.NOTICES, "store", "google", "result", "refused")
                + shop.count(
                    SubscriptionNames.Metric.NOTICES, "store", "apple", "result", "refused"))
        .isGreaterThanOrEqualTo(before + 4);
  }

  @Test
  void aTestShouldBeKeptAndNothingElse() {
    ServiceFixture.await(
        shop.postGoogle(
            shop.google.authorization(),
            shop.google.push(
                "a-test",
                "testNotification",
                new io.vertx.core.json.JsonObject().put("version", "1.0"))));

    assertThat(notices("a-test")).isEqualTo(1);
    shop.doJobs();
  }

  @Test
  void aNoticeShouldWaitUntilItsStoreCanBeAsked() {
    long anna = shop.person();
    String key = bought(anna);
    shop.google.state(key, "EXPIRED");
    shop.pass(Duration.ofMinutes(1));
    ServiceFixture.await(
        shop.postGoogle(shop.google.authorization(), shop.google.push("waiting", 13, key)));
    shop.google.answer(GooglePlayPeer.refusing(503));
    try {
      assertThat(
              catchThrowableOfType(com.honeydue.jobs.JobFailure.class, shop::doJobs).isPermanent())
          .isFalse();
    } finally {
      shop.google.answer(null);
    }
    assertThat(shop.status(anna).tier()).isEqualTo("pro");

    shop.pass(Duration.ofMinutes(10));
    shop.doJobs();

    assertThat(shop.status(anna).tier()).isEqualTo("free");
  }

  /** The key of something that this person has bought and brought. */
  private static String bought(long person) {
    String key = Shop.key();
    shop.google.buy(key, "honeydue_pro_monthly", null, shop.now().plus(MONTH));
    shop.google.renew(key, Shop.key(), shop.now().plus(MONTH));
    shop.call(person, "purchase", Shop.fromGoogle(key));
    return key;
  }

  private static String refused(Future<Reply> post) {
    var failure = catchThrowableOfType(Failure.class, () -> ServiceFixture.await(post));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.FORBIDDEN);
    return failure.code();
  }

  private static long notices(String id) {
    return shop.fixture()
        .database()
        .number("select count(*) from subscription_storenotice where notice_id = ?", id);
  }
}
