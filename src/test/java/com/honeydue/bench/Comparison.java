package com.honeydue.bench;

import com.honeydue.bench.Contender.Run;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints run after run of the two servers with one workload as Markdown, and how they compare. */
final class Comparison {

  private final PrintStream out;
  private final ServerOptions options;
  private final double goal;
  private final List<Run> whole = new ArrayList<>();
  private final List<Run> bare = new ArrayList<>();

  Comparison(PrintStream out, Workload workload, ServerOptions options, double goal) {
    this.out = out;
    this.options = options;
    this.goal = goal;
    out.printf(
        Locale.ROOT,
        """

        **%s**: %s. %d callers, %d ms to PostgreSQL and back, %d s a run.

        | run | whole req/s | bare req/s | ratio | whole p99 | bare p99 | whole µs | bare µs | ratio | PostgreSQL µs | Redis µs | whole use | bare use |
        |---|---|---|---|---|---|---|---|---|---|---|---|---|
        """,
        workload.title(),
        workload.tells(),
        workload.callers(options.callers()),
        2 * options.oneWayMillis(),
        options.seconds());
  }

  void add(Run ofWhole, Run ofBare) {
    whole.add(ofWhole);
    bare.add(ofBare);
    out.printf(
        Locale.ROOT,
        "| %d | %.0f | %.0f | %.2f | %.1f ms | %.1f ms | %.0f | %.0f | %.2f | %.0f, %.0f | %.0f |"
            + " %.0f %% | %.0f %% |%n",
        whole.size(),
        ofWhole.load().perSecond(),
        ofBare.load().perSecond(),
        rate(ofWhole, ofBare),
        ofWhole.load().p99(),
        ofBare.load().p99(),
        ofWhole.serverMicros(),
        ofBare.serverMicros(),
        perProcessorSecond(ofWhole, ofBare),
        ofWhole.postgresMicros(),
        ofBare.postgresMicros(),
        ofWhole.redisMicros(),
        ofWhole.use(options.processors()),
        ofBare.use(options.processors()));
  }

  private static double rate(Run whole, Run bare) {
    return whole.load().perSecond() / bare.load().perSecond();
  }

  /** Requests that a second of the server's processor answers, of what the bare one's does. */
  private static double perProcessorSecond(Run whole, Run bare) {
    return bare.serverMicros() / whole.serverMicros();
  }

  /** Whether the median of requests per processor second reached the goal. */
  boolean conclude() {
    var rates = sorted(Comparison::rate);
    var perCpu = sorted(Comparison::perProcessorSecond);
    double reached = median(perCpu);
    out.printf(
        Locale.ROOT,
        "%nRequests per processor second: median %.2f (goal %.2f), worst %.2f; per second: median"
            + " %.2f, worst %.2f.%n",
        reached,
        goal,
        perCpu.getFirst(),
        median(rates),
        rates.getFirst());
    return reached >= goal;
  }

  private interface Ratio {
    double of(Run whole, Run bare);
  }

  private List<Double> sorted(Ratio ratio) {
    List<Double> ratios = new ArrayList<>();
    for (int run = 0; run < whole.size(); run++) {
      ratios.add(ratio.of(whole.get(run), bare.get(run)));
    }
    return ratios.stream().sorted().toList();
  }

  private static double median(List<Double> sorted) {
    return sorted.get(sorted.size() / 2);
  }
}
