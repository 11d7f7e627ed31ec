package com.honeydue.config;

import java.time.Duration;

/**
 * What happens on SIGTERM.
 *
 * @param grace how long the process still serves after it has become unready, while routing catches
 *     up
 * @param drain how long requests in flight may take after that
 */
public record ShutdownSettings(Duration grace, Duration drain) {

  public ShutdownSettings {
    Check.between("grace", grace, Duration.ZERO, Duration.ofMinutes(5));
    Check.between("drain", drain, Duration.ZERO, Duration.ofMinutes(5));
  }
}
