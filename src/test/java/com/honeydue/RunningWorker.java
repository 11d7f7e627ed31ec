package com.honeydue;

import com.honeydue.telemetry.TelemetryStart;
import com.honeydue.testing.TestDatabase;
import com.honeydue.testing.TestRedis;
import com.honeydue.testing.TestSettings;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import java.time.InstantSource;
import java.util.Map;

/** A process that only does jobs, over a database and a Redis that it shares with others. */
final class RunningWorker implements AutoCloseable {

  private final Server server;

  RunningWorker(
      TestDatabase database, TestRedis redis, Map<String, String> settings, InstantSource clock) {
    var environment = TestSettings.environment(database, redis);
    environment.put("ROLE", "worker");
    environment.put("HTTP_INSTANCES", "1");
    environment.put("DATABASE_LOOPS", "1");
    environment.put("DATABASE_LANES", "2");
    environment.put("DATABASE_WRITE_LANES", "1");
    environment.put("DATABASE_KEEP_WARM_EVERY", "0s");
    environment.put("DATABASE_WINDOW_BYTES", "0");
    environment.put("JOBS_POLL", "5ms");
    environment.put("JOBS_RELAY_EVERY", "50ms");
    environment.put("SHUTDOWN_DRAIN", "1s");
    environment.putAll(settings);
    try {
      server =
          Server.start(
              TestSettings.of(environment),
              TelemetryStart.observed(InMemorySpanExporter.create()),
              clock);
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
