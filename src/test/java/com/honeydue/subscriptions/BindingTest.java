package com.honeydue.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.stores.Phase;
import com.honeydue.stores.Reading;
import com.honeydue.stores.Store;
import com.honeydue.testing.ServiceFixture;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose a purchase is. */
class BindingTest {

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
  void whoBringsAPurchaseThatNamesNobodyShouldHaveIt() {
    long anna = fixture.person();

    var applied = thing.bring(anna, thing.active(null));

    assertThat(BoughtThing.outcomes(applied)).containsExactly("done");
    assertThat(thing.tier(anna))
        .isEqualTo("pro until " + BoughtThing.END.plus(BoughtThing.LEEWAY) + " by store");
    assertThat(thing.jobs(anna, "subscriptions.settle")).isEqualTo(1);
  }

  @Test
  void bringingItAgainShouldChangeNothing() {
    long anna = fixture.person();
    thing.bring(anna, thing.active(null));
    long version = thing.version(anna);

    var applied = thing.bring(anna, thing.active(null));

    assertThat(BoughtThing.outcomes(applied)).containsExactly("done");
    assertThat(applied.accounts()).isEmpty();
    assertThat(thing.version(anna)).isEqualTo(version);
    assertThat(thing.events(anna)).containsExactly("none active");
  }

  @Test
  void anothersPurchaseShouldBeRefusedAndRestoredOnceInThirtyDays() {
    long anna = fixture.person();
    long bert = fixture.person();
    thing.bring(anna, thing.active(null));

    assertThat(BoughtThing.outcomes(thing.bring(bert, thing.active(null))))
        .containsExactly("another_account");
    assertThat(BoughtThing.outcomes(thing.restore(bert, BoughtThing.NOW, thing.active(null))))
        .containsExactly("done");
    assertThat(thing.tier(anna)).isEqualTo("free");
    assertThat(thing.tier(bert)).startsWith("pro");
    assertThat(
            BoughtThing.outcomes(
                thing.restore(anna, BoughtThing.NOW.plus(Duration.ofDays(29)), thing.active(null))))
        .containsExactly("moved_lately");
    assertThat(thing.tier(bert)).startsWith("pro");
    assertThat(
            BoughtThing.outcomes(
                thing.restore(anna, BoughtThing.NOW.plus(Duration.ofDays(30)), thing.active(null))))
        .containsExactly("done");
    assertThat(thing.tier(anna)).startsWith("pro");
    assertThat(thing.events(anna)).containsExactly("none active", "active none", "none active");
  }

  @Test
  void aPurchaseThatNamesAnAccountShouldBeItsWhoeverBringsIt() {
    long anna = fixture.person();
    long bert = fixture.person();

    assertThat(BoughtThing.outcomes(thing.bring(bert, thing.active(thing.token(anna)))))
        .containsExactly("another_account");
    assertThat(
            BoughtThing.outcomes(
                thing.restore(bert, BoughtThing.NOW, thing.active(thing.token(anna)))))
        .containsExactly("another_account");

    assertThat(thing.tier(anna)).startsWith("pro");
    assertThat(thing.tier(bert)).isEqualTo("free");
    assertThat(BoughtThing.outcomes(thing.bring(anna, thing.active(thing.token(anna)))))
        .containsExactly("done");
  }

  @Test
  void aPurchaseOfAnAccountThatIsGoneShouldMoveWhenItIsRestored() {
    long anna = fixture.person();
    long bert = fixture.person();
    UUID named = thing.token(anna);
    thing.bring(anna, thing.active(named));
    fixture.database().execute("delete from auth_user where id = " + anna);

    assertThat(BoughtThing.outcomes(thing.bring(bert, thing.active(named))))
        .containsExactly("another_account");
    assertThat(BoughtThing.outcomes(thing.restore(bert, BoughtThing.NOW, thing.active(named))))
        .containsExactly("done");

    assertThat(thing.tier(bert)).startsWith("pro");
  }

  @Test
  void onlyOneOfAHundredShouldGetAReceiptThatAllBringAtOnce() {
    var people = new ArrayList<Long>();
    for (int i = 0; i < 100; i++) {
      people.add(fixture.person());
    }

    var brought =
        fixture.on(
            lanes -> {
              List<Future<Applied>> all =
                  people.stream()
                      .map(
                          person ->
                              lanes.one(
                                  ApplyStatements.APPLY.with(
                                      Said.of(List.of(new StoreEvent.Read(thing.active(null)))),
                                      person,
                                      false,
                                      BoughtThing.NOW.atOffset(ZoneOffset.UTC),
                                      BoughtThing.LEEWAY.toSeconds(),
                                      null)))
                      .toList();
              return Future.join(all).map(done -> all.stream().map(Future::result).toList());
            });

    var outcomes = brought.stream().map(BoughtThing::outcomes).map(List::getFirst).toList();
    assertThat(outcomes).filteredOn("done"::equals).hasSize(1);
    assertThat(outcomes).filteredOn("another_account"::equals).hasSize(99);
    assertThat(people).filteredOn(person -> thing.tier(person).startsWith("pro")).hasSize(1);
  }

  @Test
  void whatTakesItsPlaceShouldBelongToWhoeverHadIt() {
    long anna = fixture.person();
    long bert = fixture.person();
    thing.bring(anna, thing.active(null));
    var upgrade =
        new Reading(
            Store.GOOGLE,
            thing.key + "-next",
            "honeydue_pro_yearly",
            Phase.ACTIVE,
            BoughtThing.NOW,
            "order-2",
            BoughtThing.NOW,
            BoughtThing.END,
            null,
            null,
            null,
            thing.key,
            false,
            false,
            null);

    assertThat(BoughtThing.outcomes(thing.bring(bert, upgrade)))
        .containsExactly("replaced", "another_account");
    thing.tell(thing.reading(Phase.ACTIVE, 5, null));

    assertThat(thing.tier(anna)).startsWith("pro");
    assertThat(
            fixture
                .database()
                .column(
                    "select entitlement from subscription_storesubscription where store_key like ?"
                        + " order by store_key",
                    thing.key + "%"))
        .containsExactly("upgraded", "active");
  }
}
