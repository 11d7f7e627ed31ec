package com.honeydue.chaos;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the image's runtime and its options cost: from the start to the first answer, and at a
 * steady rate of boards.
 *
 * <pre>JvmRun RATE SECONDS RUNS OPTIONS...</pre>
 *
 * Each OPTIONS is one variant, its options separated by blanks.
 */
public final class JvmRun {

  private static final String IMAGE = "target/image/";

  private JvmRun() {}

  public static void main(String[] arguments) {
    int rate = Integer.parseInt(arguments[0]);
    int seconds = Integer.parseInt(arguments[1]);
    int runs = Integer.parseInt(arguments[2]);
    System.out.printf(
        "| options | first answer | resident, idle | at %d boards/s | p50 | p99 | cpu/request |%n"
            + "|---|---|---|---|---|---|---|%n",
        rate);
    try (var arena = new Arena()) {
      for (int run = 0; run < runs; run++) {
        for (int i = 3; i < arguments.length; i++) {
          measure(arena, arguments[i], rate, seconds);
        }
      }
    }
    System.exit(0);
  }

  private static void measure(Arena arena, String options, int rate, int seconds) {
    var command = new java.util.ArrayList<String>();
    command.add(IMAGE + "runtime/opt/java/bin/java");
    command.addAll(List.of(options.strip().split("\\s+")));
    command.addAll(List.of("-jar", IMAGE + "app/honeydue.jar"));
    Map<String, String> environment = arena.environment();
    environment.put("ROLE", "api");
    environment.put("MALLOC_ARENA_MAX", "2");
    long began = System.nanoTime();
    try (var node = Node.start("jvm", command, environment).awaitReady()) {
      double first = (System.nanoTime() - began) / 1e6;
      long idle = node.residentMegabytes();
      var homes = arena.households(node.port(), 10);
      try (var traffic = new Traffic(node.port(), homes, Mix.BOARDS, true)) {
        traffic.at(rate);
        Waiting.pause(seconds * 1000L / 3);
        long warm = System.nanoTime();
        var cpu = node.cpu();
        Waiting.pause(seconds * 2000L / 3);
        var used = node.cpu().minus(cpu);
        long resident = node.residentMegabytes();
        long end = System.nanoTime();
        traffic.stop();
        var seen = new Seen(Traffic.between(traffic.samples(), warm, end));
        System.out.printf(
            Locale.ROOT,
            "| `%s` | %.0f ms | %d MiB | %d MiB | %.1f ms | %.1f ms | %.0f µs%s |%n",
            options.strip(),
            first,
            idle,
            resident,
            seen.percentile(0.5),
            seen.percentile(0.99),
            used.toNanos() / 1e3 / Math.max(1, seen.count()),
            seen.failed() == 0 ? "" : ", failed " + seen.failed());
      }
    }
  }
}
