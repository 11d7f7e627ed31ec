package com.honeydue.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/** Mails, as their senders see them. One per process; thread-safe. */
public final class MailMeters {

  private final MeterRegistry meters;
  private final LongAdder inFlight = new LongAdder();

  /**
   * @param circuit 0 while mails are sent, 1 while one is tried, 2 while none is
   */
  public MailMeters(Telemetry telemetry, IntSupplier circuit) {
    this.meters = telemetry.meters();
    Gauge.builder(MailNames.Metric.IN_FLIGHT, inFlight, LongAdder::doubleValue)
        .description("Mails being sent or waiting for a connection")
        .strongReference(true)
        .register(meters);
    Gauge.builder(MailNames.Metric.CIRCUIT, circuit, IntSupplier::getAsInt)
        .description("0 while mails are sent, 1 while one is tried, 2 while none is")
        .strongReference(true)
        .register(meters);
  }

  /** A mail is handed over; its {@link #ended} must follow. Returns what that takes. */
  public long began() {
    inFlight.increment();
    return System.nanoTime();
  }

  /** What has become of a mail. */
  public void ended(String template, String result, long began) {
    inFlight.decrement();
    Timer.builder(MailNames.Metric.SEND)
        .description("Mails, from being handed over until the server has answered")
        .tag(MailNames.Label.TEMPLATE, template)
        .tag(Names.Label.RESULT, result)
        .serviceLevelObjectives(Buckets.WORK)
        .register(meters)
        .record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
  }

  /**
   * A mail was not sent.
   *
   * @param reason a word from a bounded set
   */
  public void failed(String reason) {
    Counter.builder(MailNames.Metric.FAILURES)
        .description("Mails that were not sent")
        .tag(Names.Label.REASON, reason)
        .register(meters)
        .increment();
  }
}
