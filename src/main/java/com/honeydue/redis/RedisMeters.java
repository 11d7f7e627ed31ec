package com.honeydue.redis;

import com.honeydue.telemetry.Names;
import com.honeydue.telemetry.StepTimers;
import com.honeydue.telemetry.Telemetry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

/** What one link reports. Confined to its event loop, but its gauges are read from anywhere. */
final class RedisMeters {

  private final MeterRegistry meters;
  private final StepTimers steps;
  private final Gauge up;
  private final Gauge inFlight;
  private final Counter opened;
  private final Counter refused;
  private final Counter timedOut;

  RedisMeters(Telemetry telemetry, int loop, RedisLink link) {
    this.meters = telemetry.meters();
    this.steps = new StepTimers(telemetry);
    var tags = Tags.of(Names.Label.LOOP, Integer.toString(loop));
    up =
        Gauge.builder(Names.Metric.REDIS_UP, link, l -> l.up() ? 1 : 0).tags(tags).register(meters);
    inFlight =
        Gauge.builder(Names.Metric.REDIS_IN_FLIGHT, link, RedisLink::waiting)
            .tags(tags)
            .register(meters);
    opened = Counter.builder(Names.Metric.REDIS_CONNECTED).tags(tags).register(meters);
    refused = Counter.builder(Names.Metric.REDIS_REFUSED).tags(tags).register(meters);
    timedOut = Counter.builder(Names.Metric.REDIS_TIMEOUTS).tags(tags).register(meters);
  }

  void opened() {
    opened.increment();
  }

  void refused() {
    refused.increment();
  }

  void timedOut() {
    timedOut.increment();
  }

  void answered(String command, long nanos, @Nullable Throwable error) {
    steps.redis(command, error == null ? "ok" : "error", nanos);
  }

  void close() {
    meters.remove(up);
    meters.remove(inFlight);
  }
}
