package com.honeydue.telemetry;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The second line against label values that grow without bound (the first is that every label comes
 * from a known set): a family takes no new label combinations beyond a number, and what is refused
 * is counted. Thread-safe.
 */
final class FamilyLimit implements MeterFilter, MeterBinder {

  private final int limit;
  private final Map<String, Set<Meter.Id>> families = new ConcurrentHashMap<>();
  private final LongAdder refused = new LongAdder();

  FamilyLimit(int limit) {
    this.limit = limit;
  }

  @Override
  public MeterFilterReply accept(Meter.Id id) {
    Set<Meter.Id> members =
        families.computeIfAbsent(id.getName(), name -> ConcurrentHashMap.newKeySet());
    if (members.contains(id)) {
      return MeterFilterReply.NEUTRAL;
    }
    if (members.size() >= limit) {
      refused.increment();
      return MeterFilterReply.DENY;
    }
    members.add(id);
    return MeterFilterReply.NEUTRAL;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    FunctionCounter.builder(Names.Metric.METERS_REFUSED, refused, LongAdder::doubleValue)
        .description("Meters refused because their family had too many label values")
        .register(registry);
  }
}
