package com.honeydue.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** The pushes to one provider. Reasons come from bounded sets. Thread-safe. */
public final class PushMeters {

  private static final List<String> RESULTS = List.of("ok", "bad_token", "error");

  private final MeterRegistry meters;
  private final String provider;
  private final String histogram;
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();

  /**
   * @param provider the label
   * @param histogram the family of its sends
   * @param inFlight pushes that are unanswered
   * @param circuit 0 while pushes are sent, 1 while one is tried, 2 while none is
   */
  public PushMeters(
      Telemetry telemetry,
      String provider,
      String histogram,
      IntSupplier inFlight,
      IntSupplier circuit) {
    this.meters = telemetry.meters();
    this.provider = provider;
    this.histogram = histogram;
    gauge(PushNames.Metric.IN_FLIGHT, "Pushes that the provider has not answered yet", inFlight);
    gauge(PushNames.Metric.CIRCUIT, "Whether the provider is left alone", circuit);
    // at 0 from the start: the first failure of a kind would else not show as a rise
    RESULTS.forEach(this::timer);
  }

  /** A push was answered, or given up, after {@code nanos}. */
  public void sent(String result, long nanos) {
    timer(result).record(nanos, TimeUnit.NANOSECONDS);
  }

  /** A push was not sent at all. */
  public void heldBack(String reason) {
    count(PushNames.Metric.HELD_BACK, "Pushes that were not sent at all", reason);
  }

  /** A device token is no good any more. */
  public void deadToken(String reason) {
    count(PushNames.Metric.DEAD_TOKENS, "Device tokens that are no good any more", reason);
  }

  /** A push was refused because of how we are set up. */
  public void misconfigured(String reason) {
    count(
        PushNames.Metric.MISCONFIGURED,
        "Pushes refused because of our key, account or topic",
        reason);
  }

  /** Very many of the last device tokens were no good. */
  public void badTokenBurst() {
    Counter.builder(PushNames.Metric.BAD_TOKEN_BURSTS)
        .description("Times that very many of the last device tokens were no good")
        .tag(Names.Label.PROVIDER, provider)
        .register(meters)
        .increment();
  }

  private Timer timer(String result) {
    return timers.computeIfAbsent(
        result,
        unseen ->
            Timer.builder(histogram)
                .description("Pushes, from being sent to their answer")
                .tag(Names.Label.RESULT, unseen)
                .serviceLevelObjectives(Buckets.REQUEST)
                .register(meters));
  }

  private void count(String name, String description, String reason) {
    Counter.builder(name)
        .description(description)
        .tag(Names.Label.PROVIDER, provider)
        .tag(Names.Label.REASON, reason)
        .register(meters)
        .increment();
  }

  private void gauge(String name, String description, IntSupplier value) {
    Gauge.builder(name, value, IntSupplier::getAsInt)
        .description(description)
        .tag(Names.Label.PROVIDER, provider)
        .strongReference(true)
        .register(meters);
  }
}
