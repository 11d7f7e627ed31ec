package com.honeydue.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;

/** What becomes of notifications. All labels are of bounded sets. Thread-safe. */
public final class NotificationMeters {

  private final MeterRegistry meters;

  public NotificationMeters(Telemetry telemetry) {
    this.meters = telemetry.meters();
  }

  /** Sending has ended; the span of the job that did it says so, too. */
  public void ended(String type, String channel, String outcome) {
    Counter.builder(NotificationNames.Metric.ENDED)
        .description("Notifications whose sending has ended")
        .tag(NotificationNames.Label.TYPE, type)
        .tag(NotificationNames.Label.CHANNEL, channel)
        .tag(NotificationNames.Label.OUTCOME, outcome)
        .register(meters)
        .increment();
    Span.current()
        .setAttribute(NotificationNames.Attribute.TYPE, type)
        .setAttribute(NotificationNames.Attribute.CHANNEL, channel)
        .setAttribute(NotificationNames.Attribute.OUTCOME, outcome);
  }

  /** So many are to be sent, since {@code source}, a type of job, said so. */
  public void left(String source, int number) {
    Counter.builder(NotificationNames.Metric.LEFT)
        .description("Notifications that are to be sent")
        .tag(Names.Label.SOURCE, source)
        .register(meters)
        .increment(number);
  }

  /** The day of so many people was looked at by {@code source}, a type of job. */
  public void people(String source, int number) {
    Counter.builder(NotificationNames.Metric.PEOPLE)
        .description("People whose day was looked at")
        .tag(Names.Label.SOURCE, source)
        .register(meters)
        .increment(number);
  }
}
