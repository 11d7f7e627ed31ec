package com.honeydue.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code scripts/bench/flames} runs: profiles the whole server and the bare one under the same
 * load, processor time first, then allocation. Draws flame graphs of the whole one and prints, as
 * Markdown, what each part of both costs for a request.
 */
public final class FlamesBench {

  private final ServerOptions options;
  private final Profiler profiler;
  private final Path out;

  private FlamesBench(Map<String, String> values) {
    this.options = ServerOptions.of(values);
    this.profiler = new Profiler(Path.of(Options.text(values, "profiler")));
    this.out = Path.of(Options.text(values, "out"));
  }

  public static void main(String[] arguments) throws IOException {
    new FlamesBench(Options.parse(arguments)).run();
    System.exit(0);
  }

  private void run() throws IOException {
    Files.createDirectories(out);
    try (var servers = new TwoServers(options)) {
      for (var workload : options.workloads()) {
        servers.warmUp(workload);
        for (var kind : Profiler.Kind.values()) {
          print(
              workload,
              kind,
              profile(servers.whole(), workload, kind),
              profile(servers.bare(), workload, kind));
        }
      }
    }
  }

  /** What each area costs for a request. */
  private Map<Areas, Double> profile(Contender server, Workload workload, Profiler.Kind kind) {
    String name =
        "%s-%s-%s.html".formatted(workload.title(), server, kind.name().toLowerCase(Locale.ROOT));
    profiler.start(server.process(), kind);
    var load = server.drive(workload).load();
    Path stacks = profiler.stop(server.process(), workload.title() + " " + kind, out.resolve(name));
    Map<Areas, Double> costs = new EnumMap<>(Areas.class);
    Areas.of(stacks).forEach((area, total) -> costs.put(area, (double) total / load.requests()));
    return costs;
  }

  private static void print(
      Workload workload, Profiler.Kind kind, Map<Areas, Double> whole, Map<Areas, Double> bare) {
    boolean time = kind == Profiler.Kind.CPU;
    System.out.printf(
        "%n**%s**, %s for a request:%n%n| | whole | bare |%n|---|---|---|%n",
        workload.title(), time ? "µs of processor time" : "bytes allocated");
    for (var area : Areas.values()) {
      row(area.title(), whole.getOrDefault(area, 0.0), bare.getOrDefault(area, 0.0), time);
    }
    row("sum", sum(whole), sum(bare), time);
  }

  private static void row(String title, double whole, double bare, boolean time) {
    if (whole + bare > 0) {
      String form = time ? "| %s | %.1f | %.1f |%n" : "| %s | %,.0f | %,.0f |%n";
      double scale = time ? 1e-3 : 1;
      System.out.printf(Locale.ROOT, form, title, whole * scale, bare * scale);
    }
  }

  private static double sum(Map<Areas, Double> costs) {
    return costs.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
