package com.honeydue.config;

import java.time.Duration;

/**
 * PostgreSQL and its lanes.
 *
 * @param url {@code postgresql://user:password@host:port/database}, the role of the API's
 *     statements
 * @param slowUrl the role of the slow lanes; empty means {@code url}
 * @param migrationUrl a session-mode connection for Flyway, whose locks need one; empty means
 *     {@code url}
 * @param loops event loops that own lanes; 0 means one per core
 * @param lanes connections each event loop holds open
 * @param writeLanes how many of those carry writes, so that a write waiting for a lock holds no
 *     reader up
 * @param slowLanes connections each event loop holds open for slow work
 * @param pipelining statements in flight on one lane
 * @param maxQueue statements waiting on one event loop beyond what is in flight; more are answered
 *     503
 * @param statementDeadline a statement unanswered for this long fails, and its lane is closed
 * @param connectTimeout for opening one lane
 * @param lockTimeout what {@code lock_timeout} is set to on the role
 * @param statementTimeout what {@code statement_timeout} is set to on the role
 * @param slowStatementTimeout the same on the slow lanes' role
 * @param keepWarmEvery how often an idle lane sends a query, so that TCP keeps its window; 0 turns
 *     it off
 * @param keepWarmFor for how long after the last statement that goes on, so that an idle database
 *     may sleep
 * @param windowBytes what is read three times as a lane opens, so that TCP's window is open before
 *     the first board
 * @param pods how many processes share the server's connections: the start-up check multiplies by
 *     it
 */
public record DatabaseSettings(
    String url,
    String slowUrl,
    @EnvironmentName("MIGRATION_DATABASE_URL") String migrationUrl,
    int loops,
    int lanes,
    int writeLanes,
    int slowLanes,
    int pipelining,
    int maxQueue,
    Duration statementDeadline,
    Duration connectTimeout,
    Duration lockTimeout,
    Duration statementTimeout,
    Duration slowStatementTimeout,
    Duration keepWarmEvery,
    Duration keepWarmFor,
    int windowBytes,
    int pods) {

  private static final Duration TENTH = Duration.ofMillis(100);

  public DatabaseSettings {
    Check.url("url", url, "postgresql", "postgres");
    Check.urlOrEmpty("slowUrl", slowUrl, "postgresql", "postgres");
    Check.urlOrEmpty("migrationUrl", migrationUrl, "postgresql", "postgres");
    Check.between("loops", loops, 0, 256);
    Check.between("lanes", lanes, 1, 64);
    Check.between("writeLanes", writeLanes, 0, lanes);
    Check.between("slowLanes", slowLanes, 1, 64);
    Check.between("pipelining", pipelining, 1, 65_536);
    Check.between("maxQueue", maxQueue, 0, 1_000_000);
    Check.between("statementDeadline", statementDeadline, TENTH, Duration.ofMinutes(5));
    Check.between("connectTimeout", connectTimeout, TENTH, Duration.ofMinutes(5));
    Check.between("lockTimeout", lockTimeout, Duration.ofMillis(1), Duration.ofMinutes(1));
    Check.between(
        "statementTimeout", statementTimeout, Duration.ofMillis(1), Duration.ofMinutes(5));
    Check.between(
        "slowStatementTimeout", slowStatementTimeout, Duration.ofMillis(1), Duration.ofHours(1));
    Check.between("keepWarmEvery", keepWarmEvery, Duration.ZERO, Duration.ofMinutes(1));
    Check.between("keepWarmFor", keepWarmFor, Duration.ZERO, Duration.ofHours(24));
    Check.between("windowBytes", windowBytes, 0, 16 << 20);
    Check.between("pods", pods, 1, 1_000);
  }

  /** Without the passwords in the URLs. */
  @Override
  public String toString() {
    return "DatabaseSettings[url=" + Masked.url(url) + ", lanes=" + lanes + "]";
  }
}
