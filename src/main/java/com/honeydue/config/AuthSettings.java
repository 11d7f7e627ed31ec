package com.honeydue.config;

import java.time.Duration;

/**
 * Accounts and tokens.
 *
 * @param tokenLifetime how long a token lives after login
 * @param refreshGrace how long the old token still works after a refresh
 * @param localCache how long the process trusts a token it has seen; a second at most
 * @param sharedCache how long Redis keeps a token it has been told of
 * @param endedElsewhereEvery how often the database is asked, while tokens are in use, for ends of
 *     sessions that another process could not tell Redis of; 0 never, and then such ends take up to
 *     {@code sharedCache}
 * @param hashWorkers threads that hash passwords
 * @param hashQueue passwords waiting for one; more are answered 503
 * @param settleAfter how long after a login its outcome (and within which its kin) is noted in the
 *     database
 * @param codeKey the key of the mailed codes, the same in every process; empty derives one from the
 *     database's URL
 * @param identity signing in with what somebody else says
 */
public record AuthSettings(
    Duration tokenLifetime,
    Duration refreshGrace,
    Duration localCache,
    Duration sharedCache,
    Duration endedElsewhereEvery,
    int hashWorkers,
    int hashQueue,
    Duration settleAfter,
    Secret codeKey,
    IdentitySettings identity) {

  public AuthSettings {
    Check.between("tokenLifetime", tokenLifetime, Duration.ofMinutes(1), Duration.ofDays(3_650));
    Check.between("refreshGrace", refreshGrace, Duration.ZERO, Duration.ofHours(1));
    Check.between("localCache", localCache, Duration.ZERO, Duration.ofSeconds(1));
    Check.between("sharedCache", sharedCache, Duration.ofSeconds(1), Duration.ofDays(30));
    Check.between("endedElsewhereEvery", endedElsewhereEvery, Duration.ZERO, Duration.ofHours(24));
    Check.between("hashWorkers", hashWorkers, 1, 256);
    Check.between("hashQueue", hashQueue, 0, 1_000_000);
    Check.between("settleAfter", settleAfter, Duration.ZERO, Duration.ofHours(24));
  }
}
