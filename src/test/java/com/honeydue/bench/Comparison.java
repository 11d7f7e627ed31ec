package com.honeydue.bench;

import com.honeydue.bench.Contender.Run;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints run after run of the two servers, and the worst ratio, as Markdown. */
final class Comparison {

  private final PrintStream out;
  private final CeilingOptions options;
  private final List<Double> rates = new ArrayList<>();
  private final List<Double> perCpu = new ArrayList<>();

  Comparison(PrintStream out, CeilingOptions options) {
    this.out = out;
    this.options = options;
    out.printf(
        Locale.ROOT,
        """
        GET /api/tasks/ with %d callers, %d s a run; each server on the same %d processor(s). Processor time is the server's
        alone; where its use is far below 100 %%, something else was the ceiling of req/s.

        | run | whole req/s | bare req/s | ratio | whole p99 | bare p99 | whole CPU/request | bare CPU/request | ratio | whole use | bare use |
        |---|---|---|---|---|---|---|---|---|---|---|
        """,
        options.callers(),
        options.seconds(),
        options.processors());
  }

  void add(int run, Run whole, Run bare) {
    double rate = whole.load().perSecond() / bare.load().perSecond();
    double cpu = bare.microsPerRequest() / whole.microsPerRequest();
    rates.add(rate);
    perCpu.add(cpu);
    out.printf(
        Locale.ROOT,
        "| %d | %.0f | %.0f | %.2f | %.1f ms | %.1f ms | %.0f µs | %.0f µs | %.2f | %.0f %% | %.0f"
            + " %% |%n",
        run,
        whole.load().perSecond(),
        bare.load().perSecond(),
        rate,
        whole.load().p99(),
        bare.load().p99(),
        whole.microsPerRequest(),
        bare.microsPerRequest(),
        cpu,
        whole.use(options.processors()),
        bare.use(options.processors()));
  }

  /** Whether the worst ratio of requests per second reached the goal. */
  boolean conclude() {
    double worst = worst(rates);
    out.printf(
        Locale.ROOT,
        "%nWorst ratio of req/s: %.2f (goal %.2f), median %.2f; of requests per processor second:"
            + " %.2f, median %.2f.%n",
        worst,
        options.goal(),
        median(rates),
        worst(perCpu),
        median(perCpu));
    return worst >= options.goal();
  }

  private static double median(List<Double> ratios) {
    return ratios.stream().sorted().toList().get(ratios.size() / 2);
  }

  private static double worst(List<Double> ratios) {
    return ratios.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }
}
