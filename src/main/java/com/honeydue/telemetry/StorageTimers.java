package com.honeydue.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** How long storing and reading files takes. Thread-safe. */
public final class StorageTimers {

  private final MeterRegistry meters;

  public StorageTimers(Telemetry telemetry) {
    this.meters = telemetry.meters();
  }

  /** A file was stored, or was not. */
  public void upload(String bucket, String result, long nanos) {
    upload(bucket, result).record(nanos, TimeUnit.NANOSECONDS);
  }

  /** The timer of {@link #upload(String, String, long)}, at 0 until a file is stored. */
  public Timer upload(String bucket, String result) {
    return Timer.builder(StorageNames.Metric.UPLOAD)
        .description("Storing a file, with all that takes")
        .tag(StorageNames.Label.BUCKET, bucket)
        .tag(Names.Label.RESULT, result)
        .serviceLevelObjectives(Buckets.WORK)
        .register(meters);
  }

  /** One request to the storage with all its tries. */
  public void call(String operation, String result, long nanos) {
    Timer.builder(StorageNames.Metric.STORAGE_CALL)
        .description("Requests to the storage, with all their tries")
        .tag(Names.Label.OPERATION, operation)
        .tag(Names.Label.RESULT, result)
        .serviceLevelObjectives(Buckets.WORK)
        .register(meters)
        .record(nanos, TimeUnit.NANOSECONDS);
  }
}
