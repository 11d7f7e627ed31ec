package com.honeydue.subscriptions;

import com.honeydue.bus.Money;
import com.honeydue.stores.Phase;
import com.honeydue.stores.Reading;
import com.honeydue.stores.Store;
import com.honeydue.testing.ServiceFixture;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One thing that was bought at Google, and what accounts have of it, over a real database. */
final class BoughtThing {

  static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  static final Instant END = NOW.plus(Duration.ofDays(30));
  static final Duration LEEWAY = Duration.ofHours(24);
  private static final AtomicInteger KEYS = new AtomicInteger();

  private final ServiceFixture fixture;
  final String key = "key-" + KEYS.incrementAndGet();

  BoughtThing(ServiceFixture fixture) {
    this.fixture = fixture;
  }

  Reading active(@Nullable UUID account) {
    return reading(Phase.ACTIVE, 0, account);
  }

  Reading reading(Phase phase, int hour, @Nullable UUID account) {
    return new Reading(
        Store.GOOGLE,
        key,
        "honeydue_pro_monthly",
        phase,
        NOW.plus(Duration.ofHours(hour)),
        key + "-order",
        NOW,
        END,
        null,
        null,
        account,
        null,
        false,
        false,
        new Money(499, "USD"));
  }

  Applied bring(long person, Reading reading) {
    return apply(person, false, NOW, List.of(new StoreEvent.Read(reading)));
  }

  Applied restore(long person, Instant now, Reading reading) {
    return apply(person, true, now, List.of(new StoreEvent.Read(reading)));
  }

  void tell(Reading reading) {
    apply(null, false, NOW, List.of(new StoreEvent.Read(reading)));
  }

  Applied apply(
      @Nullable Long person, boolean restoring, Instant now, List<? extends StoreEvent> events) {
    return fixture.on(
        lanes ->
            lanes.one(
                ApplyStatements.APPLY.with(
                    Said.of(events),
                    person,
                    restoring,
                    now.atOffset(ZoneOffset.UTC),
                    LEEWAY.toSeconds(),
                    null)));
  }

  static List<String> outcomes(Applied applied) {
    return applied.results().stream().map(Applied.Result::outcome).toList();
  }

  UUID token(long person) {
    return (UUID)
        fixture
            .database()
            .column("select store_account_token from auth_user where id = ?", person)
            .getFirst();
  }

  String tier(long person) {
    var found =
        fixture
            .database()
            .column(
                "select concat(tier, to_char(expires_at at time zone 'UTC', '\" until\""
                    + " YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), ' by ' || source)"
                    + " from subscription_usersubscription where user_id = ?",
                person);
    return found.isEmpty() ? "free" : String.valueOf(found.getFirst());
  }

  long version(long person) {
    return fixture
        .database()
        .number("select version from subscription_usersubscription where user_id = ?", person);
  }

  List<@Nullable Object> events(long person) {
    return fixture
        .database()
        .column(
            "select was || ' ' || became from subscription_event where user_id = ? order by id",
            person);
  }

  long jobs(long person, String type) {
    return fixture
        .database()
        .number(
            "select count(*) from jobs_outbox where type = ? and payload ->> 'user_id' = ?",
            type,
            Long.toString(person));
  }

  List<@Nullable Object> told(long person) {
    return fixture
        .database()
        .column(
            "select concat_ws(' ', payload ->> 'change', payload ->> 'until', payload ->>"
                + " 'amount_minor', payload ->> 'currency') from jobs_outbox where type ="
                + " 'notify.subscription' and payload ->> 'user_id' = ? order by payload ->>"
                + " 'change'",
            Long.toString(person));
  }
}
