package com.honeydue.bench;

import com.honeydue.testing.RoundTrips;
import com.honeydue.testing.WireTotals;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints what was measured, as Markdown. */
final class Report {

  private final PrintStream out;

  Report(PrintStream out) {
    this.out = out;
  }

  void countsBegin(int roundTripMillis, int samples) {
    out.printf(
        Locale.ROOT,
        """
        Round trips on the wire, %d ms each, the most of %d calls; statements and bytes of a warm call, times their median. What is
        noted about logins in batches some seconds later is not counted.

        | operation | warm token | unknown token | unchanged | statements | bytes up | bytes down | p50 warm | p50 unknown | p50 unchanged |
        |---|---|---|---|---|---|---|---|---|---|
        """,
        roundTripMillis,
        samples);
  }

  void counted(
      CountedOperation warm,
      @Nullable CountedOperation cold,
      @Nullable CountedOperation unchanged) {
    out.printf(
        Locale.ROOT,
        "| %s | %d | %s | %s | %d | %d | %d | %s | %s | %s |%n",
        warm.id(),
        warm.most(),
        trips(cold),
        trips(unchanged),
        warm.statements(),
        warm.bytesUp(),
        warm.bytesDown(),
        median(warm),
        median(cold),
        median(unchanged));
  }

  private static String trips(@Nullable CountedOperation counted) {
    return counted == null ? "" : Integer.toString(counted.most());
  }

  private static String median(@Nullable CountedOperation counted) {
    return counted == null ? "" : String.format(Locale.ROOT, "%.0f ms", counted.median());
  }

  void excess(List<RoundTrips> calls) {
    calls.forEach(call -> System.err.println("too many: " + call));
  }

  void driven(Load load, RoundTripsOptions options, WireTotals wire) {
    out.printf(
        Locale.ROOT,
        """

        The board with %d callers for %d s over 8 lanes, %d ms each way:

        | req/s | p50 | p99 | requests | failed | bytes from PostgreSQL per request |
        |---|---|---|---|---|---|
        | %.0f (goal %.0f) | %.0f ms | %.0f ms | %d | %d | %d |
        """,
        options.callers(),
        options.seconds(),
        options.oneWayMillis(),
        load.perSecond(),
        options.goal(),
        load.p50(),
        load.p99(),
        load.requests(),
        load.failed(),
        wire.bytesDown() / Math.max(1, load.requests()));
  }
}
