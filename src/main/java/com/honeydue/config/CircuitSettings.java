package com.honeydue.config;

import java.time.Duration;

/**
 * When a provider in trouble is left alone. After {@code failures} in a row nothing is sent for
 * {@code pause}; then one push is tried, and if that fails too, the pause doubles.
 *
 * @param failures as many in a row are trouble
 * @param pause the first one
 * @param longest the longest one
 */
public record CircuitSettings(int failures, Duration pause, Duration longest) {

  public CircuitSettings {
    Check.between("failures", failures, 1, 10_000);
    Check.between("pause", pause, Duration.ofMillis(1), Duration.ofHours(1));
    Check.between("longest", longest, Duration.ofMillis(1), Duration.ofHours(24));
    Check.demand(longest.compareTo(pause) >= 0, "longest", "must not be shorter than the pause");
  }
}
