package com.honeydue.chaos;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Letting time pass. */
final class Waiting {

  private Waiting() {}

  /** Returns once something is so. */
  static void until(long atMostMillis, String what, BooleanSupplier so) {
    long end = System.nanoTime() + Duration.ofMillis(atMostMillis).toNanos();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("waited " + atMostMillis + " ms in vain for " + what);
      }
      pause(20);
    }
  }

  static void pause(long millis) {
    long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
