package com.honeydue.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The short steps of a request: Redis commands and throttles' decisions. Thread-safe. */
public final class StepTimers {

  private record Step(String name, String result, String source) {}

  private final MeterRegistry meters;

  /** Looking a timer up in the registry costs more than a command in Redis next door. */
  private final Map<Step, Timer> redis = new ConcurrentHashMap<>();

  private final Map<Step, Timer> throttles = new ConcurrentHashMap<>();

  public StepTimers(Telemetry telemetry) {
    this.meters = telemetry.meters();
  }

  /** Redis has answered a command, or has not. */
  public void redis(String command, String result, long nanos) {
    redis
        .computeIfAbsent(
            new Step(command, result, ""),
            step ->
                Timer.builder(Names.Metric.REDIS_COMMAND)
                    .description("Commands to Redis, from being sent to their answer")
                    .tag(Names.Label.COMMAND, step.name())
                    .tag(Names.Label.RESULT, step.result())
                    .serviceLevelObjectives(Buckets.STEP)
                    .register(meters))
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  /** It is known whether a try may go on. */
  public void throttle(String operation, String result, String source, long nanos) {
    throttles
        .computeIfAbsent(
            new Step(operation, result, source),
            step ->
                Timer.builder(Names.Metric.THROTTLE)
                    .description("Deciding whether a try may go on")
                    .tag(Names.Label.OPERATION, step.name())
                    .tag(Names.Label.RESULT, step.result())
                    .tag(Names.Label.SOURCE, step.source())
                    .serviceLevelObjectives(Buckets.STEP)
                    .register(meters))
        .record(nanos, TimeUnit.NANOSECONDS);
  }
}
