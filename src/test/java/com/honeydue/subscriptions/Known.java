package com.honeydue.subscriptions;

import com.honeydue.stores.Reading;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What is known of several subscriptions, as Java merges it. */
final class Known {

  private final Map<String, Facts> byKey = new HashMap<>();

  /** After these events, in this order. */
  static Known after(List<StoreEvent> events) {
    var known = new Known();
    events.forEach(known::add);
    return known;
  }

  Entitlement entitlement(String key) {
    return byKey.getOrDefault(key, Facts.NONE).judged();
  }

  Map<String, Facts> facts() {
    return Map.copyOf(byKey);
  }

  private void add(StoreEvent event) {
    switch (event) {
      case StoreEvent.Read read -> {
        Reading reading = read.reading();
        add(reading.key(), event);
        if (Facts.replaces(reading)) {
          add(
              Objects.requireNonNull(reading.replaces()),
              new StoreEvent.Replaced(reading.key(), reading.at()));
        }
      }
      case StoreEvent.Refunded refunded -> add(refunded.refund().key(), event);
      case StoreEvent.Replaced replaced -> throw new IllegalArgumentException(event.toString());
    }
  }

  private void add(String key, StoreEvent event) {
    byKey.merge(key, Facts.NONE.after(event), (facts, alone) -> facts.after(event));
  }
}
