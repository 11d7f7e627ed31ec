package com.honeydue.config;

import java.time.Duration;

/**
 * What is done later, by workers.
 *
 * @param instances verticles that do jobs; 0 means one per core
 * @param concurrency jobs that one verticle does at once
 * @param poll how often a verticle without work looks for some
 * @param lease a job whose worker does not say for so long that it is at it is given to another
 * @param relayEvery how often the outbox is looked through while something may wait in it
 * @param relayRarely the same while nothing does, as far as Redis knows: the database may sleep
 *     meanwhile
 * @param deadFor how long jobs that failed for good are kept
 * @param deadMost how many of them at most
 */
public record JobSettings(
    int instances,
    int concurrency,
    Duration poll,
    Duration lease,
    Duration relayEvery,
    Duration relayRarely,
    Duration deadFor,
    int deadMost) {

  public JobSettings {
    Check.between("instances", instances, 0, 64);
    Check.between("concurrency", concurrency, 1, 10_000);
    Check.between("poll", poll, Duration.ofMillis(5), Duration.ofSeconds(10));
    Check.between("lease", lease, Duration.ofSeconds(1), Duration.ofMinutes(10));
    Check.between("relayEvery", relayEvery, Duration.ofMillis(50), Duration.ofMinutes(10));
    Check.between("relayRarely", relayRarely, Duration.ofMillis(50), Duration.ofDays(1));
    Check.demand(
        relayRarely.compareTo(relayEvery) >= 0,
        "relayRarely",
        "must not be shorter than relay_every");
    Check.between("deadFor", deadFor, Duration.ofHours(1), Duration.ofDays(3650));
    Check.between("deadMost", deadMost, 100, 10_000_000);
  }
}
