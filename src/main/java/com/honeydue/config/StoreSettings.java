package com.honeydue.config;

import java.time.Duration;

/**
 * Asking Apple's App Store and Google Play about subscriptions. What is said of one holds for each
 * of them by itself.
 *
 * @param deadline a question that is unanswered for this long is given up
 * @param maxInFlight questions that one store has unanswered at a time; more are put off
 * @param circuit when a store in trouble is left alone
 * @param caFile PEM file of the authorities that the stores' servers must have their certificates
 *     from; empty takes those of the JVM
 * @param verifiers threads that check what Apple has signed
 * @param verifyQueue as many checks may wait for them; more are put off
 * @param renewalLeeway what will be renewed stays good for so long beyond its end
 * @param trial how long an account may try the paid tier, once
 */
public record StoreSettings(
    Duration deadline,
    int maxInFlight,
    CircuitSettings circuit,
    String caFile,
    int verifiers,
    int verifyQueue,
    Duration renewalLeeway,
    Duration trial,
    AppStoreSettings apple,
    GooglePlaySettings google) {

  public StoreSettings {
    Check.between("deadline", deadline, Duration.ofMillis(50), Duration.ofMinutes(1));
    Check.between("maxInFlight", maxInFlight, 1, 10_000);
    Check.between("verifiers", verifiers, 1, 64);
    Check.between("verifyQueue", verifyQueue, 1, 10_000);
    Check.between("renewalLeeway", renewalLeeway, Duration.ZERO, Duration.ofDays(30));
    Check.between("trial", trial, Duration.ofMinutes(1), Duration.ofDays(366));
    if (!caFile.isEmpty()) {
      KeyMaterial.requireCertificates("caFile", caFile);
    }
  }
}
