package com.honeydue.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** What one store is asked. Calls, results and reasons come from bounded sets. Thread-safe. */
public final class StoreMeters {

  private final MeterRegistry meters;
  private final String store;

  /**
   * @param store the label
   * @param inFlight questions that are unanswered
   * @param circuit 0 while the store is asked, 1 while it is tried, 2 while it is not
   */
  public StoreMeters(Telemetry telemetry, String store, IntSupplier inFlight, IntSupplier circuit) {
    this.meters = telemetry.meters();
    this.store = store;
    gauge(StoreNames.Metric.IN_FLIGHT, "Questions the store has not answered yet", inFlight);
    gauge(StoreNames.Metric.CIRCUIT, "Whether the store is left alone", circuit);
  }

  /** A call has ended after {@code nanos}. */
  public void called(String call, String result, long nanos) {
    Timer.builder(StoreNames.Metric.CALL)
        .description("Calls to a store, until their end")
        .tag(StoreNames.Label.STORE, store)
        .tag(StoreNames.Label.CALL, call)
        .tag(Names.Label.RESULT, result)
        .serviceLevelObjectives(Buckets.REQUEST)
        .register(meters)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  /** A question was not asked at all. */
  public void heldBack(String reason) {
    Counter.builder(StoreNames.Metric.HELD_BACK)
        .description("Questions that were not asked at all")
        .tag(StoreNames.Label.STORE, store)
        .tag(Names.Label.REASON, reason)
        .register(meters)
        .increment();
  }

  private void gauge(String name, String description, IntSupplier value) {
    Gauge.builder(name, value, IntSupplier::getAsInt)
        .description(description)
        .tag(StoreNames.Label.STORE, store)
        .strongReference(true)
        .register(meters);
  }
}
