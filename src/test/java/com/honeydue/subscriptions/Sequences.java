package com.honeydue.subscriptions;

import com.honeydue.bus.Money;
import com.honeydue.stores.Phase;
import com.honeydue.stores.Reading;
import com.honeydue.stores.Refund;
import com.honeydue.stores.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What a store may say of a few subscriptions, at random: few times and values, so that they meet.
 */
final class Sequences {

  static final Instant DAY = Instant.parse("2026-06-01T00:00:00Z");

  private static final Phase[] PHASES = Phase.values();

  private final Random random;
  private final Store store;
  private final List<String> keys;

  /** Of subscriptions that no other has. */
  Sequences(Random random, Store store, String name) {
    this.random = random;
    this.store = store;
    this.keys = List.of(name + "-a", name + "-b", name + "-c");
  }

  List<String> keys() {
    return keys;
  }

  /** A few events, some of them more than once. */
  List<StoreEvent> some() {
    var events = new ArrayList<StoreEvent>();
    int number = 1 + random.nextInt(7);
    for (int i = 0; i < number; i++) {
      events.add(random.nextInt(4) == 0 ? refund() : new StoreEvent.Read(reading()));
    }
    for (int again = random.nextInt(3); again > 0; again--) {
      events.add(events.get(random.nextInt(events.size())));
    }
    return events;
  }

  /** The same events in another order. */
  List<StoreEvent> shuffled(List<StoreEvent> events) {
    var others = new ArrayList<>(events);
    Collections.shuffle(others, random);
    return others;
  }

  private StoreEvent refund() {
    String key = key();
    return new StoreEvent.Refunded(new Refund(store, key, order(key), moment()));
  }

  private Reading reading() {
    String key = key();
    return new Reading(
        store,
        key,
        random.nextBoolean() ? "honeydue_pro_monthly" : "another",
        PHASES[random.nextInt(PHASES.length)],
        moment(),
        random.nextInt(8) == 0 ? null : order(key),
        maybe(moment()),
        random.nextInt(8) == 0 ? null : moment(),
        maybe(moment()),
        random.nextInt(8) == 0 ? moment() : null,
        null,
        random.nextInt(5) == 0 ? key() : null,
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean() ? null : new Money(100L + random.nextInt(2), "USD"));
  }

  private String key() {
    return keys.get(random.nextInt(keys.size()));
  }

  private String order(String key) {
    return key + "-order-" + random.nextInt(3);
  }

  private Instant moment() {
    return DAY.plus(Duration.ofHours(random.nextInt(6)));
  }

  private @Nullable Instant maybe(Instant moment) {
    return random.nextBoolean() ? moment : null;
  }
}
