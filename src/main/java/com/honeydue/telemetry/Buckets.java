package com.honeydue.telemetry;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/** Upper bounds of the histograms' buckets. */
final class Buckets {

  /**
   * HTTP requests, SQL statements and bus calls: the bounds that OpenTelemetry's conventions give
   * for HTTP (0.005 to 10 s), which existing rules may name, and between them finer ones around one
   * round trip to the database (220 ms) and two: whether an answer took one or two is the question
   * these histograms are asked most.
   */
  static final Duration[] REQUEST =
      millis(
          5, 10, 25, 50, 75, 100, 200, 225, 235, 250, 300, 400, 450, 475, 500, 750, 1_000, 2_500,
          5_000, 7_500, 10_000);

  /**
   * Waiting for a lane: nothing at all when all is well, up to the deadline when the database is
   * away.
   */
  static final Duration[] WAIT =
      millis(1, 5, 10, 25, 50, 100, 225, 450, 1_000, 2_500, 5_000, 10_000);

  /**
   * Event-loop lag: 1 ms is noise, 100 ms is what the blocked-thread checker of the tests refuses.
   */
  static final Duration[] LAG = millis(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 5_000);

  /** Blocking work: password hashing takes tens of milliseconds, reports take seconds. */
  static final Duration[] WORK =
      millis(1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000);

  /** Asking Redis, which is next door: tenths of a millisecond when all is well, 250 ms at most. */
  static final Duration[] STEP =
      micros(100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000);

  /** Jobs: most take a round trip or two, some wait for minutes, a report may take as long. */
  static final Duration[] JOB =
      millis(
          5, 25, 100, 225, 250, 450, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000,
          1_800_000);

  private Buckets() {}

  private static Duration[] micros(long... bounds) {
    return Arrays.stream(bounds)
        .mapToObj(bound -> Duration.of(bound, ChronoUnit.MICROS))
        .toArray(Duration[]::new);
  }

  private static Duration[] millis(long... bounds) {
    return Arrays.stream(bounds).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
  }
}
