package com.honeydue.config;

import java.time.Duration;

/**
 * Pushes to the devices of people. What is said of one provider holds for each of them by itself:
 * APNs in production, its sandbox, FCM.
 *
 * @param deadline a push that is unanswered for this long is given up, to be tried again
 * @param maxInFlight pushes one provider has unanswered at a time; more are put off
 * @param circuit when a provider in trouble is left alone
 * @param caFile PEM file of the authorities that providers' certificates must come from; empty
 *     takes those of the JVM
 */
public record PushSettings(
    Duration deadline,
    int maxInFlight,
    CircuitSettings circuit,
    String caFile,
    ApnsSettings apns,
    FcmSettings fcm) {

  public PushSettings {
    Check.between("deadline", deadline, Duration.ofMillis(50), Duration.ofMinutes(1));
    Check.between("maxInFlight", maxInFlight, 1, 100_000);
    if (!caFile.isEmpty()) {
      KeyMaterial.requireCertificates("caFile", caFile);
    }
  }
}
