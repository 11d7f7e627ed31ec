package com.honeydue.config;

import java.time.Duration;

/**
 * The observability host.
 *
 * @param ingestToken bearer token of the OTLP endpoint; empty sends none
 * @param ingestTokenFile file that holds that token, read anew for each batch of spans; empty for
 *     none. What it holds goes before {@code ingestToken}
 * @param metrics whether anything is measured; false is for finding out what measuring costs
 * @param staffEvery how often it is looked for what staff want of every process, or of this one:
 *     log levels, flight recordings; zero is never
 * @param profiling where profiles are sent
 */
public record ObsSettings(
    Secret ingestToken,
    String ingestTokenFile,
    boolean metrics,
    Duration staffEvery,
    ProfilingSettings profiling) {

  public ObsSettings {
    Check.between("staffEvery", staffEvery, Duration.ZERO, Duration.ofMinutes(10));
  }
}
