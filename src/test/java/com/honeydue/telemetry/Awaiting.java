package com.honeydue.telemetry;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for something that another thread is about to do. */
final class Awaiting {

  private static final Duration AT_MOST = Duration.ofSeconds(10);

  private Awaiting() {}

  static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + AT_MOST.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        fail("it did not happen within " + AT_MOST);
      }
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
  }
}
