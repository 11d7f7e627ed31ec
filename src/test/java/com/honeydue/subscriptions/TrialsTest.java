package com.honeydue.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Page;
import com.honeydue.bus.Reply;
import com.honeydue.stores.Stores;
import com.honeydue.telemetry.TelemetryStart;
import com.honeydue.testing.ServiceFixture;
import com.honeydue.testing.TestSettings;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an account can do for itself, with no store. */
class TrialsTest {

  private static final Duration TRIAL = Duration.ofDays(14);

  private static ServiceFixture fixture;
  private static SubscriptionService service;
  private static volatile Instant now = Instant.parse("2026-06-01T12:00:00Z");

  @BeforeAll
  static void open() {
    fixture = ServiceFixture.open(SubscriptionService.STATEMENTS);
    service =
        fixture.service(
            lanes ->
                new SubscriptionService(
                    lanes,
                    Stores.open(
                        Vertx.currentContext().owner(),
                        TestSettings.of(Map.of()).stores(),
                        () -> now,
                        TelemetryStart.silent()),
                    Duration.ofHours(24),
                    TRIAL,
                    () -> now,
                    TelemetryStart.silent()));
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @Test
  void aTrialShouldGiveTheTierOnceUntilItsEnd() {
    long anna = fixture.person();
    assertThat(status(anna).trial().available()).isTrue();
    assertThat(status(anna).tier()).isEqualTo("free");

    var started = standing(fixture.reply(service, call(anna, "startTrial")));

    assertThat(started.tier()).isEqualTo("pro");
    assertThat(started.source()).isEqualTo("trial");
    assertThat(started.expiresAt()).isEqualTo(now.plus(TRIAL));
    assertThat(started.trial()).isEqualTo(new Standing.Trial(false, now.plus(TRIAL)));
    assertThat(fixture.failure(service, call(anna, "startTrial")).code()).isEqualTo("trial_used");
    assertThat(jobs(anna)).containsExactly("subscriptions.settle");
  }

  @Test
  void cancellingShouldEndATrialAtOnce() {
    long anna = fixture.person();
    fixture.reply(service, call(anna, "startTrial"));

    var reply = fixture.reply(service, call(anna, "cancelSubscription"));

    assertThat(reply.outcome()).isEqualTo(Reply.Outcome.EXISTING);
    assertThat(standing(reply).tier()).isEqualTo("free");
    assertThat(standing(reply).trial().available()).isFalse();
    assertThat(fixture.failure(service, call(anna, "startTrial")).code()).isEqualTo("trial_used");
    assertThat(fixture.failure(service, call(anna, "cancelSubscription")).code())
        .isEqualTo("nothing_to_cancel");
    Page<?> page = fixture.body(service, history(anna, 1, null), Page.class);
    List<?> newest = page.items();
    assertThat(newest).extracting("was", "became").containsExactly(tuple("trial", "cancelled"));
    Page<?> rest = fixture.body(service, history(anna, 5, page.nextCursor()), Page.class);
    List<?> older = rest.items();
    assertThat(older).extracting("was", "became").containsExactly(tuple("none", "trial"));
    assertThat(rest.nextCursor()).isNull();
  }

  @Test
  void whoHasTheTierShouldKeepTheTrialForLater() {
    long anna = fixture.person();
    fixture.makePro(anna);

    assertThat(fixture.failure(service, call(anna, "startTrial")).code())
        .isEqualTo("already_subscribed");
    assertThat(status(anna).source()).isEqualTo("given");
  }

  @Test
  void theTagShouldFollowTheStanding() {
    long anna = fixture.person();
    var first = fixture.reply(service, call(anna, "subscriptionStatus"));
    assertThat(fixture.reply(service, call(anna, "subscriptionStatus")).tag())
        .isEqualTo(first.tag());

    fixture.reply(service, call(anna, "startTrial"));

    assertThat(fixture.reply(service, call(anna, "subscriptionStatus")).tag())
        .isNotEqualTo(first.tag());
  }

  @Test
  void theStandingShouldSayWhatTheTierAllowsAndWhatIsUsed() {
    long anna = fixture.person();
    fixture
        .database()
        .execute(
            "insert into subscription_usage (user_id, resource, used) values (%d, 'storage_kib', 7)"
                .formatted(anna));

    assertThat(status(anna).limits())
        .contains(
            new Standing.Limited("residences", 1, 0L, "second_residence"),
            new Standing.Limited("contractors", 10, 0L, "more_contractors"),
            new Standing.Limited("storage_kib", 524288, 7L, "more_storage"),
            new Standing.Limited("residence_members", 5, null, "more_members"));
  }

  @Test
  void withoutAStoreItsPurchasesAndNoticesShouldBeSentAgainLater() {
    long anna = fixture.person();
    var google = new JsonObject().put("store", "google").put("purchase_token", "t");

    assertThat(fixture.failure(service, call(anna, "purchase", google)).code())
        .isEqualTo("store_unavailable");
    assertThat(
            fixture
                .failure(
                    service,
                    call(
                        anna,
                        "restorePurchases",
                        new JsonObject().put("purchases", new JsonArray(List.of(google)))))
                .code())
        .isEqualTo("store_unavailable");
    assertThat(
            fixture
                .failure(
                    service,
                    call(0, "appleWebhook", new JsonObject().put("signedPayload", "e30.e30.e30")))
                .code())
        .isEqualTo("store_unavailable");
  }

  @Test
  void whatIsBroughtShouldFitItsStore() {
    long anna = fixture.person();
    var lacking = new JsonObject().put("store", "apple");
    var wrong = lacking.copy().put("signed_transaction", "a.b.c").put("purchase_token", "t");

    assertThat(fixture.failure(service, call(anna, "purchase", lacking)).errors())
        .extracting("pointer")
        .containsExactly("/signed_transaction");
    assertThat(fixture.failure(service, call(anna, "purchase", wrong)).errors())
        .extracting("pointer")
        .containsExactly("/purchase_token");
  }

  private static Tuple tuple(Object... values) {
    return Tuple.tuple(values);
  }

  private static Standing status(long person) {
    return standing(fixture.reply(service, call(person, "subscriptionStatus")));
  }

  private static Standing standing(Reply reply) {
    return (Standing) Objects.requireNonNull(reply.body());
  }

  private static Call<Arguments> call(long person, String operation) {
    return call(person, operation, new JsonObject());
  }

  private static Call<Arguments> call(long person, String operation, JsonObject body) {
    return ServiceFixture.call(person, operation, Map.of(), body);
  }

  private static Call<Arguments> history(long person, long limit, @Nullable String cursor) {
    return ServiceFixture.call(
        person,
        "subscriptionHistory",
        cursor == null ? Map.of("limit", limit) : Map.of("limit", limit, "cursor", cursor));
  }

  private static List<@Nullable Object> jobs(long person) {
    return fixture
        .database()
        .column(
            "select type from jobs_outbox where payload ->> 'user_id' = ?", Long.toString(person));
  }
}
