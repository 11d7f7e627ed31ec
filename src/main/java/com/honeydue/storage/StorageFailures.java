package com.honeydue.storage;

import com.honeydue.bus.Failure;
import java.time.Duration;

/** What callers are told. */
final class StorageFailures {

  private static final Duration LATER = Duration.ofSeconds(5);

  private StorageFailures() {}

  static Failure unavailable() {
    return Failure.unavailable("storage_unavailable", "Files cannot be stored or read now.")
        .retryAfter(LATER);
  }
}
