package com.honeydue.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Calls on the bus, as their senders see them. One per process; thread-safe. */
public final class BusMeters {

  private final MeterRegistry meters;
  private final LongAdder inFlight = new LongAdder();
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();

  public BusMeters(Telemetry telemetry) {
    this.meters = telemetry.meters();
    Gauge.builder(Names.Metric.BUS_IN_FLIGHT, inFlight, LongAdder::doubleValue)
        .description("Calls on the bus that wait for their reply")
        .strongReference(true)
        .register(meters);
  }

  /**
   * A call is sent. Its {@link #ended} must follow, whatever becomes of it. Returns what that
   * takes.
   */
  public long began() {
    inFlight.increment();
    return System.nanoTime();
  }

  /** The reply or the failure of a call has come. */
  public void ended(String operation, long began) {
    inFlight.decrement();
    Timer timer = timers.get(operation);
    if (timer == null) {
      timer = timers.computeIfAbsent(operation, this::timer);
    }
    timer.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
  }

  /** A service received a call past its deadline and did not start it. */
  public void expired(String operation) {
    Counter.builder(Names.Metric.BUS_EXPIRED)
        .description("Calls that were past their deadline when a service received them")
        .tag(Names.Label.OPERATION, operation)
        .register(meters)
        .increment();
  }

  private Timer timer(String operation) {
    return Timer.builder(Names.Metric.BUS_CALL)
        .description("Calls on the bus, from being sent to their reply")
        .tag(Names.Label.OPERATION, operation)
        .serviceLevelObjectives(Buckets.REQUEST)
        .register(meters);
  }
}
