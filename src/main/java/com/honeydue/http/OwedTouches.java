package com.honeydue.http;

import com.honeydue.config.HttpSettings;
import com.honeydue.telemetry.Names;
import com.honeydue.telemetry.Telemetry;
import io.micrometer.core.instrument.Gauge;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The changes that Redis has still to be told of. One for a process, shared by its event loops;
 * safe for use by several threads.
 */
final class OwedTouches implements Shareable {

  private static final int MOST = 100_000;
  private static final String NAME = "unchanged.owed";

  /** Scopes, and until when (by {@link System#nanoTime}) it is of use to touch them. */
  private final Map<String, Long> until = new ConcurrentHashMap<>();

  static OwedTouches of(Vertx vertx, Telemetry telemetry) {
    return vertx
        .sharedData()
        .<String, OwedTouches>getLocalMap(NAME)
        .computeIfAbsent(NAME, first -> measured(telemetry));
  }

  private static OwedTouches measured(Telemetry telemetry) {
    var owed = new OwedTouches();
    Gauge.builder(Names.Metric.UNCHANGED_OWED, owed, OwedTouches::size)
        .register(telemetry.meters());
    return owed;
  }

  /**
   * Notes what is owed. It is of use as long as something may count that was remembered before.
   *
   * @return false when too much is owed already
   */
  boolean add(Collection<String> scopes) {
    if (until.size() + scopes.size() > MOST) {
      return false;
    }
    long end = System.nanoTime() + HttpSettings.LONGEST_UNCHANGED.toNanos();
    scopes.forEach(scope -> until.put(scope, end));
    return true;
  }

  boolean isEmpty() {
    return until.isEmpty();
  }

  int size() {
    return until.size();
  }

  /** Some of what is owed and still of use, with what {@link #paid} takes. */
  Map<String, Long> some(int most) {
    until.values().removeIf(end -> System.nanoTime() - end > 0);
    return until.entrySet().stream()
        .limit(most)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** These are owed no longer, but for those that were changed once more meanwhile. */
  void paid(Map<String, Long> told) {
    told.forEach(until::remove);
  }
}
