package com.honeydue.config;

import java.time.Duration;

/**
 * Continuous profiling.
 *
 * @param endpoint base URL of a Pyroscope, to which {@code /ingest} is added; empty profiles
 *     nothing
 * @param every how much time a profile that is sent covers
 */
public record ProfilingSettings(String endpoint, Duration every) {

  public ProfilingSettings {
    Check.urlOrEmpty("endpoint", endpoint, "http", "https");
    Check.between("every", every, Duration.ofSeconds(1), Duration.ofMinutes(1));
  }

  /** Without a password in the URL. */
  @Override
  public String toString() {
    return "ProfilingSettings[endpoint=" + Masked.url(endpoint) + "]";
  }
}
