package com.honeydue.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The lanes of one group on one event loop. Written by that loop alone, read by scrapes: the
 * numbers need no more than to become visible some time.
 */
public final class LaneMeters {

  private static final double NANOS = 1e9;

  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger busy = new AtomicInteger();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger queued = new AtomicInteger();
  private final AtomicLong delay = new AtomicLong();
  private final Timer wait;
  private final Counter reopened;
  private final Counter refused;

  /**
   * @param loop the event loop's number, from 0
   * @param group {@code fast} or {@code slow}
   */
  public LaneMeters(Telemetry telemetry, int loop, String group) {
    MeterRegistry meters = telemetry.meters();
    Tags tags = Tags.of(Names.Label.LOOP, Integer.toString(loop), Names.Label.GROUP, group);
    gauge(meters, Names.Metric.LANES_OPEN, "Lanes with a live, prepared connection", tags, open);
    gauge(meters, Names.Metric.LANES_BUSY, "Lanes with a statement in flight", tags, busy);
    gauge(meters, Names.Metric.LANES_IN_FLIGHT, "Statements in flight", tags, inFlight);
    gauge(meters, Names.Metric.LANES_QUEUE, "Statements waiting for a lane", tags, queued);
    Gauge.builder(Names.Metric.LANES_DELAY, delay, nanos -> nanos.get() / NANOS)
        .description("How much longer statements take than at best")
        .tags(tags)
        .strongReference(true)
        .register(meters);
    wait =
        Timer.builder(Names.Metric.LANES_WAIT)
            .description("How long statements waited for a lane")
            .tags(tags)
            .serviceLevelObjectives(Buckets.WAIT)
            .register(meters);
    reopened =
        counter(
            meters, Names.Metric.LANES_REOPENED, "Lanes opened again after they were lost", tags);
    refused =
        counter(meters, Names.Metric.LANES_REFUSED, "Statements refused for want of a lane", tags);
  }

  /** Lanes that are open now. */
  public void open(int lanes) {
    open.lazySet(lanes);
  }

  /** Lanes with a statement in flight now. */
  public void busy(int lanes) {
    busy.lazySet(lanes);
  }

  /** Statements in flight now. */
  public void inFlight(int statements) {
    inFlight.lazySet(statements);
  }

  /** Nanoseconds that statements took longer than at best of late. */
  public void delay(long nanos) {
    delay.lazySet(nanos);
  }

  /** Statements waiting now. */
  public void queued(int statements) {
    queued.lazySet(statements);
  }

  /** A statement has left the queue after {@code nanos}. */
  public void waited(long nanos) {
    wait.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** A lane that was lost is open again. */
  public void reopened() {
    reopened.increment();
  }

  /** A statement was refused, since the queue was full or no lane was open. */
  public void refused() {
    refused.increment();
  }

  private static void gauge(
      MeterRegistry meters, String name, String description, Tags tags, AtomicInteger value) {
    Gauge.builder(name, value, AtomicInteger::get)
        .description(description)
        .tags(tags)
        .strongReference(true)
        .register(meters);
  }

  private static Counter counter(MeterRegistry meters, String name, String description, Tags tags) {
    return Counter.builder(name).description(description).tags(tags).register(meters);
  }
}
