package com.honeydue.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** What becomes of subscriptions. All labels are of bounded sets. Thread-safe. */
public final class SubscriptionMeters {

  private static final Duration[] AGES = {
    Duration.ofSeconds(1),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5),
    Duration.ofMinutes(10),
    Duration.ofMinutes(30),
    Duration.ofHours(1),
    Duration.ofHours(6),
    Duration.ofDays(1),
    Duration.ofDays(2),
    Duration.ofDays(3)
  };

  private final MeterRegistry meters;

  public SubscriptionMeters(Telemetry telemetry) {
    this.meters = telemetry.meters();
  }

  /**
   * A store has sent something.
   *
   * @param type {@code none} for what could not be read
   * @param result {@code taken}, {@code repeated}, {@code refused} or {@code failed}; {@code
   *     applied} when its job is done
   */
  public void notice(String store, String type, String result) {
    Counter.builder(SubscriptionNames.Metric.NOTICES)
        .description("Notices that the stores have sent")
        .tag(SubscriptionNames.Label.STORE, store)
        .tag(SubscriptionNames.Label.TYPE, type)
        .tag(Names.Label.RESULT, result)
        .register(meters)
        .increment();
  }

  /**
   * A subscription has become good for something else.
   *
   * @param store or {@code trial}
   */
  public void changed(String store, String from, String to) {
    Counter.builder(SubscriptionNames.Metric.CHANGES)
        .description("Changes of what subscriptions are good for")
        .tag(SubscriptionNames.Label.STORE, store)
        .tag(SubscriptionNames.Label.FROM, from)
        .tag(SubscriptionNames.Label.TO, to)
        .register(meters)
        .increment();
  }

  /** A sweep begins, so late for the first that it has to look at. */
  public void sweepLag(Duration lag) {
    age(SubscriptionNames.Metric.SWEEP_LAG, "How late subscriptions are looked at", lag);
  }

  /** The oldest purchase that was not acknowledged is so old. */
  public void unacknowledged(Duration age) {
    age(
        SubscriptionNames.Metric.UNACKNOWLEDGED,
        "How old the oldest purchase is that was not acknowledged",
        age);
  }

  private void age(String name, String description, Duration age) {
    Timer.builder(name)
        .description(description)
        .serviceLevelObjectives(AGES)
        .register(meters)
        .record(age);
  }
}
