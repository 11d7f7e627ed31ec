package com.honeydue.config;

import java.time.Duration;
import java.util.List;

/**
 * The HTTP edge.
 *
 * @param port where the API listens; 0 picks a free port
 * @param instances HTTP verticles, one event loop each; 0 means one per core
 * @param maxBodyBytes the largest JSON body
 * @param maxInFlight requests one verticle works on at a time; more are answered 503
 * @param maxLag how late an event loop may be again and again before it works on fewer; zero lets
 *     it be as late as it is
 * @param maxDatabaseDelay how much longer than at best an event loop's statements may take again
 *     and again before it works on fewer; zero lets them take what they take
 * @param requestTimeout the deadline given to each call
 * @param unchangedFor how long after a read its tag may count as current without asking the
 *     database; zero always asks
 * @param corsOrigins origins that browsers may call from; empty turns CORS off
 * @param trustedProxies CIDR blocks whose {@code X-Forwarded-For} is believed
 */
public record HttpSettings(
    int port,
    int instances,
    int maxBodyBytes,
    int maxInFlight,
    Duration maxLag,
    Duration maxDatabaseDelay,
    Duration requestTimeout,
    Duration unchangedFor,
    List<String> corsOrigins,
    List<String> trustedProxies) {

  /** The most that a tag may count as current without asking the database. */
  public static final Duration LONGEST_UNCHANGED = Duration.ofSeconds(30);

  public HttpSettings {
    Check.between("port", port, 0, 65_535);
    Check.between("instances", instances, 0, 256);
    Check.between("maxBodyBytes", maxBodyBytes, 1_024, 64 << 20);
    Check.between("maxInFlight", maxInFlight, 1, 1_000_000);
    Check.between("maxLag", maxLag, Duration.ZERO, Duration.ofSeconds(1));
    Check.between("maxDatabaseDelay", maxDatabaseDelay, Duration.ZERO, Duration.ofSeconds(10));
    Check.between("requestTimeout", requestTimeout, Duration.ofMillis(100), Duration.ofMinutes(5));
    Check.between("unchangedFor", unchangedFor, Duration.ZERO, LONGEST_UNCHANGED);
    corsOrigins = List.copyOf(corsOrigins);
    trustedProxies = List.copyOf(trustedProxies);
  }
}
