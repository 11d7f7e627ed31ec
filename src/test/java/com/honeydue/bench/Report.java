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
        Round trips on the wire, %d ms each, the most of %d calls; bytes are the mean of a warm call, times its median. What is
        noted about logins in batches some seconds later is not counted.

        | operation | warm token | sent | unknown token | bytes up | bytes down | p50 warm | p50 unknown |
        |---|---|---|---|---|---|---|---|
        """,
        roundTripMillis,
        samples);
  }

  void counted(CountedOperation warm, @Nullable CountedOperation cold) {
    out.printf(
        Locale.ROOT,
        "| %s | %d | %s | %s | %d | %d | %.0f ms | %s |%n",
        warm.id(),
        warm.most(),
        String.join(", ", warm.trips().getFirst().shapes()),
        cold == null ? "" : Integer.toString(cold.most()),
        warm.bytesUp(),
        warm.bytesDown(),
        warm.median(),
        cold == null ? "" : String.format(Locale.ROOT, "%.0f ms", cold.median()));
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
