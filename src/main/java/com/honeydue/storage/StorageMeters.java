package com.honeydue.storage;

import com.honeydue.telemetry.Names;
import com.honeydue.telemetry.StorageNames;
import com.honeydue.telemetry.StorageTimers;
import com.honeydue.telemetry.Telemetry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.BooleanSupplier;

/** What one storage reports. Thread-safe. */
final class StorageMeters {

  private final MeterRegistry meters;
  private final StorageTimers timers;
  private final String bucket;

  StorageMeters(Telemetry telemetry, String bucket) {
    this.meters = telemetry.meters();
    this.timers = new StorageTimers(telemetry);
    this.bucket = bucket;
    // at 0 from the start: the first failure would else not show as a rise
    for (boolean done : new boolean[] {true, false}) {
      timers.upload(bucket, result(done));
      bytes(result(done));
    }
  }

  /** A file was kept, or was not. */
  void put(long bytes, long began, boolean done) {
    String result = result(done);
    timers.upload(bucket, result, System.nanoTime() - began);
    bytes(result).increment((double) bytes);
  }

  private Counter bytes(String result) {
    return Counter.builder(StorageNames.Metric.UPLOAD_BYTES)
        .description("Bytes of the files that were stored")
        .tag(StorageNames.Label.BUCKET, bucket)
        .tag(Names.Label.RESULT, result)
        .register(meters);
  }

  /** A request was answered, with all its tries, or was not. */
  void called(String operation, long began, boolean done) {
    timers.call(operation, result(done), System.nanoTime() - began);
  }

  void circuit(BooleanSupplier open) {
    Gauge.builder(StorageNames.Metric.STORAGE_CIRCUIT, () -> open.getAsBoolean() ? 1 : 0)
        .description("Whether nothing is asked of the storage for now")
        .register(meters);
  }

  private static String result(boolean done) {
    return done ? "ok" : "error";
  }
}
