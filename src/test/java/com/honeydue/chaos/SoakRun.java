package com.honeydue.chaos;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Hours of the same: what a process holds at the end it must have held early on. Live heap is what
 * is left after a full collection, which is asked for.
 *
 * <pre>SoakRun MINUTES RATE</pre>
 */
public final class SoakRun {

  private static final double MOST = 1.05;

  private SoakRun() {}

  public static void main(String[] arguments) throws Exception {
    int minutes = Integer.parseInt(arguments[0]);
    int rate = Integer.parseInt(arguments[1]);
    boolean right;
    try (var arena = new Arena()) {
      right = run(arena, minutes, rate);
    }
    System.exit(right ? 0 : 1);
  }

  private static boolean run(Arena arena, int minutes, int rate) throws Exception {
    var node =
        arena.keep(Node.start("api", Arena.jar("-Xmx128m"), arena.environment())).awaitReady();
    var homes = arena.households(node.port(), 20);
    var traffic = arena.keep(new Traffic(node.port(), homes, Mix.READS, true));
    traffic.at(rate);
    // The fifth minute of sixty, and as early in a shorter run.
    int early = Math.max(1, minutes / 12);
    Map<String, Double> first = Map.of();
    for (int minute = 1; minute <= minutes; minute++) {
      Waiting.pause(60_000);
      if (minute == early || minute == minutes || minute % 10 == 0) {
        var held = held(node);
        System.out.println("minute " + minute + ": " + held);
        if (minute == early) {
          first = held;
        } else if (minute == minutes) {
          traffic.stop();
          return judge(first, held, new Seen(traffic.samples()));
        }
      }
    }
    throw new IllegalStateException("a soak takes two minutes at least");
  }

  private static boolean judge(Map<String, Double> first, Map<String, Double> last, Seen seen) {
    System.out.println(seen.line());
    boolean right = seen.failed() == 0;
    for (var each : last.entrySet()) {
      double before = first.getOrDefault(each.getKey(), 0.0);
      boolean grown = each.getValue() > before * MOST + 1;
      right &= !grown;
      System.out.printf(
          Locale.ROOT,
          "%s: %.1f, then %.1f%s%n",
          each.getKey(),
          before,
          each.getValue(),
          grown ? " GROWN" : "");
    }
    System.out.println(right ? "right" : "WRONG");
    return right;
  }

  private static Map<String, Double> held(Node node) throws Exception {
    var jcmd = java.nio.file.Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    new ProcessBuilder(jcmd, Long.toString(node.pid()), "GC.run")
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
    String metrics = node.metrics();
    var held = new LinkedHashMap<String, Double>();
    held.put(
        "live heap MiB", sum(metrics, "jvm_memory_used_bytes\\{area=\"heap\"[^}]*}") / 1048576);
    held.put("threads", sum(metrics, "jvm_threads_live_threads"));
    held.put("descriptors", (double) node.descriptors());
    held.put(
        "direct memory MiB",
        sum(metrics, "jvm_buffer_memory_used_bytes\\{id=\"direct\"[^}]*}") / 1048576);
    held.put("lanes", sum(metrics, "db_lanes_open[^ ]*"));
    return held;
  }

  private static double sum(String metrics, String family) {
    var found = Pattern.compile("(?m)^" + family + " (\\S+)$").matcher(metrics);
    double sum = 0;
    while (found.find()) {
      sum += Double.parseDouble(found.group(1));
    }
    return sum;
  }
}
