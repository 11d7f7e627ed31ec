package com.honeydue.config;

import java.time.Duration;

/**
 * The observability host.
 *
 * @param ingestToken bearer token of the OTLP endpoint; empty sends none
 * @param ingestTokenFile file that holds that token, read anew for each batch of spans; empty for
 *     none. What it holds goes before {@code ingestToken}
 * @param metrics whether anything is measured; false is for finding out what measuring costs
 * @param logLevelsEvery how often it is looked for log levels that staff have set; zero is never
 */
public record ObsSettings(
    Secret ingestToken, String ingestTokenFile, boolean metrics, Duration logLevelsEvery) {

  public ObsSettings {
    Check.between("logLevelsEvery", logLevelsEvery, Duration.ZERO, Duration.ofMinutes(10));
  }
}
