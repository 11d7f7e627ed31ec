package com.honeydue.bench;

import java.util.Map;

/**
 * What {@code scripts/bench/ceiling} runs: the whole server and the bare one side by side, on the
 * same processors and the same database, driven in turn with one workload after the other. Prints
 * Markdown; ends with 1 when a ratio is below the goal.
 */
public final class CeilingBench {

  private final ServerOptions options;
  private final int runs;
  private final double goal;

  private CeilingBench(Map<String, String> values) {
    this.options = ServerOptions.of(values);
    this.runs = Options.number(values, "runs");
    this.goal = Double.parseDouble(Options.text(values, "goal"));
  }

  public static void main(String[] arguments) {
    System.exit(new CeilingBench(Options.parse(arguments)).run() ? 0 : 1);
  }

  private boolean run() {
    try (var servers = new TwoServers(options)) {
      System.out.printf(
          "Each server on the same %d processor(s). µs are processor time for each request; where"
              + " a server's use is far below 100 %%, something else was the ceiling of req/s.%n",
          options.processors());
      boolean reached = true;
      for (var workload : options.workloads()) {
        reached &= compare(workload, servers);
      }
      System.out.printf("%nSpans of the whole server: %s.%n", servers.spans());
      return reached;
    }
  }

  private boolean compare(Workload workload, TwoServers servers) {
    servers.warmUp(workload);
    var comparison = new Comparison(System.out, workload, options, goal);
    for (int run = 1; run <= runs; run++) {
      boolean wholeFirst = run % 2 == 1;
      var first = (wholeFirst ? servers.whole() : servers.bare()).drive(workload);
      var second = (wholeFirst ? servers.bare() : servers.whole()).drive(workload);
      comparison.add(wholeFirst ? first : second, wholeFirst ? second : first);
    }
    return comparison.conclude();
  }
}
