package com.honeydue.config;

import java.time.Duration;

/**
 * Signing in with what Apple and Google say of somebody.
 *
 * @param clockSkew how far their clocks may be from ours
 * @param keysTimeout how long fetching their keys may take
 * @param keysRefreshInterval keys are fetched at most so often for a key that is not known
 * @param keysLifetime keys are kept for at most so long; less if their Cache-Control says so
 */
public record IdentitySettings(
    ProviderSettings apple,
    ProviderSettings google,
    Duration clockSkew,
    Duration keysTimeout,
    Duration keysRefreshInterval,
    Duration keysLifetime) {

  public IdentitySettings {
    Check.between("clockSkew", clockSkew, Duration.ZERO, Duration.ofMinutes(5));
    Check.between("keysTimeout", keysTimeout, Duration.ofMillis(50), Duration.ofSeconds(30));
    Check.between(
        "keysRefreshInterval", keysRefreshInterval, Duration.ofMillis(1), Duration.ofHours(1));
    Check.between("keysLifetime", keysLifetime, Duration.ofSeconds(1), Duration.ofDays(7));
  }
}
