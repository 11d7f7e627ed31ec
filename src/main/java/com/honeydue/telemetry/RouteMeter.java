package com.honeydue.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The durations of one route's requests. Thread-safe; recording allocates nothing once a status has
 * been seen.
 */
public final class RouteMeter {

  private static final int FIRST_STATUS = 100;
  private static final int STATUSES = 500;

  private final MeterRegistry meters;
  private final String method;
  private final String route;
  private final AtomicReferenceArray<Timer> byStatus = new AtomicReferenceArray<>(STATUSES);

  RouteMeter(MeterRegistry meters, String method, String route) {
    this.meters = meters;
    this.method = method;
    this.route = route;
  }

  /** One request, answered with {@code status} after {@code nanos}. */
  public void record(int status, long nanos) {
    int index = Math.clamp(status - FIRST_STATUS, 0, STATUSES - 1);
    Timer timer = byStatus.get(index);
    if (timer == null) {
      timer = timer(index + FIRST_STATUS);
      byStatus.set(index, timer);
    }
    timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(int status) {
    return Timer.builder(Names.Metric.HTTP_REQUEST)
        .description("HTTP requests, from their first byte to the end of the answer")
        .tag(Names.Label.ROUTE, route)
        .tag(Names.Label.METHOD, method)
        .tag(Names.Label.STATUS, Integer.toString(status))
        .serviceLevelObjectives(Buckets.REQUEST)
        .register(meters);
  }
}
