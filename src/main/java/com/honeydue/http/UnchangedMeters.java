package com.honeydue.http;

import com.honeydue.telemetry.Names;
import com.honeydue.telemetry.Telemetry;
import io.micrometer.core.instrument.Counter;

/** How often a tag was known to be current. Thread-safe; what all event loops count is one sum. */
final class UnchangedMeters {

  private final Counter hits;
  private final Counter misses;
  private final Counter kept;
  private final Counter refused;
  private final Counter dropped;

  UnchangedMeters(Telemetry telemetry) {
    var meters = telemetry.meters();
    hits =
        Counter.builder(Names.Metric.UNCHANGED_LOOKUPS)
            .tag(Names.Label.RESULT, "hit")
            .register(meters);
    misses =
        Counter.builder(Names.Metric.UNCHANGED_LOOKUPS)
            .tag(Names.Label.RESULT, "miss")
            .register(meters);
    kept =
        Counter.builder(Names.Metric.UNCHANGED_KEPT)
            .tag(Names.Label.RESULT, "kept")
            .register(meters);
    refused =
        Counter.builder(Names.Metric.UNCHANGED_KEPT)
            .tag(Names.Label.RESULT, "refused")
            .register(meters);
    dropped = Counter.builder(Names.Metric.UNCHANGED_DROPPED).register(meters);
  }

  void looked(boolean hit) {
    (hit ? hits : misses).increment();
  }

  void kept(boolean yes) {
    (yes ? kept : refused).increment();
  }

  /** More touches are owed than are remembered. */
  void dropped() {
    dropped.increment();
  }
}
