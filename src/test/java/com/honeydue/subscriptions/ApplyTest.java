package com.honeydue.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.stores.Phase;
import com.honeydue.stores.Reading;
import com.honeydue.stores.Refund;
import com.honeydue.stores.Store;
import com.honeydue.testing.ServiceFixture;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the stores say, and what accounts are entitled to after it. */
class ApplyTest {

  private static ServiceFixture fixture;
  private BoughtThing thing;

  @BeforeAll
  static void open() {
    fixture = ServiceFixture.open(SubscriptionService.STATEMENTS);
  }

  @BeforeEach
  void buy() {
    thing = new BoughtThing(fixture);
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @Test
  void manyThatTellTheSameAtOnceShouldChangeItOnce() {
    long anna = fixture.person();
    thing.bring(anna, thing.active(null));

    var told =
        fixture.on(
            lanes -> {
              List<Future<Applied>> all = new ArrayList<>();
              for (int i = 0; i < 50; i++) {
                all.add(
                    lanes.one(
                        ApplyStatements.APPLY.with(
                            Said.of(
                                List.of(
                                    new StoreEvent.Read(thing.reading(Phase.EXPIRED, 1, null)))),
                            null,
                            false,
                            BoughtThing.NOW.atOffset(ZoneOffset.UTC),
                            BoughtThing.LEEWAY.toSeconds(),
                            null)));
              }
              return Future.join(all).map(done -> all.stream().map(Future::result).toList());
            });

    assertThat(told).filteredOn(applied -> !applied.accounts().isEmpty()).hasSize(1);
    assertThat(thing.tier(anna)).isEqualTo("free");
    assertThat(thing.jobs(anna, "notify.subscription")).isEqualTo(1);
    assertThat(thing.events(anna)).containsExactly("none active", "active expired");
  }

  @Test
  void graceAndRefundShouldBeToldOnceEach() {
    long anna = fixture.person();
    thing.bring(anna, thing.active(null));

    thing.tell(thing.reading(Phase.GRACE, 1, null));
    thing.tell(thing.reading(Phase.GRACE, 2, null));
    assertThat(thing.told(anna)).containsExactly("grace 2026-07-01");
    var refund =
        new StoreEvent.Refunded(
            new Refund(Store.GOOGLE, thing.key, thing.key + "-order", BoughtThing.NOW));
    thing.apply(null, false, BoughtThing.NOW, List.of(refund));
    thing.apply(null, false, BoughtThing.NOW, List.of(refund));

    assertThat(thing.told(anna)).containsExactly("grace 2026-07-01", "refunded 499 USD");
    assertThat(thing.tier(anna)).isEqualTo("free");
  }

  @Test
  void anyStoreThatEntitlesShouldBeEnough() {
    long anna = fixture.person();
    thing.bring(anna, thing.active(null));
    var other =
        new Reading(
            Store.APPLE,
            thing.key,
            "com.honeydue.pro.yearly",
            Phase.ACTIVE,
            BoughtThing.NOW,
            "order-2",
            BoughtThing.NOW,
            BoughtThing.END.plus(Duration.ofDays(300)),
            null,
            null,
            null,
            null,
            true,
            false,
            null);
    thing.bring(anna, other);

    thing.tell(thing.reading(Phase.REVOKED, 1, null));

    assertThat(thing.tier(anna))
        .startsWith("pro until " + BoughtThing.END.plus(Duration.ofDays(301)));
    assertThat(thing.told(anna)).isEmpty();
  }

  @Test
  void whatIsGivenByHandShouldStay() {
    long anna = fixture.person();
    fixture.makePro(anna);
    thing.bring(anna, thing.active(null));
    thing.tell(thing.reading(Phase.EXPIRED, 1, null));

    assertThat(thing.tier(anna)).isEqualTo("pro");
    assertThat(thing.told(anna)).isEmpty();
  }

  @Test
  void aPurchaseShouldBeAcknowledgedByOneJob() {
    long anna = fixture.person();

    thing.bring(anna, thing.active(null));
    thing.bring(anna, thing.active(null));

    assertThat(
            fixture
                .database()
                .number(
                    "select count(*) from jobs_outbox j join subscription_storesubscription s on"
                        + " s.id = (j.payload ->> 'subscription_id')::bigint where s.store_key = ?"
                        + " and j.type = 'subscriptions.acknowledge'",
                    thing.key))
        .isEqualTo(1);
  }

  @Test
  void aTierThatHasEndedByTimeAloneShouldBeSettledOnce() {
    long anna = fixture.person();
    thing.bring(anna, thing.active(null));
    var late = BoughtThing.END.plus(BoughtThing.LEEWAY).atOffset(ZoneOffset.UTC);

    var first = fixture.on(lanes -> lanes.one(ApplyStatements.SETTLE_ENDED.with(late, 1000, null)));
    fixture.on(lanes -> lanes.one(ApplyStatements.SETTLE_ENDED.with(late, 1000, null)));

    assertThat(first.applied().accounts()).contains(new Applied.Change(anna, "pro", "free"));
    assertThat(thing.tier(anna)).isEqualTo("free");
    assertThat(thing.told(anna)).containsExactly("expired 2026-07-02");
  }
}
