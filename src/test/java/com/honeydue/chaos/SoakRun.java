package com.honeydue.chaos;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An hour of the same at half of what the process can do: what it holds at the end it must have
 * held early on. Live heap is what is left after a full collection, which is asked for.
 *
 * <pre>SoakRun MINUTES [RATE]</pre>
 */
public final class SoakRun {

  private static final double MOST = 1.05;
  private static final long REST_MILLIS = 10_000;

  /** As vmagent does. Pools make a thread for each task until they are full: so they soon are. */
  private static final int SCRAPES_A_MINUTE = 4;

  private static final int FIFTH = 5;

  private SoakRun() {}

  public static void main(String[] arguments) throws Exception {
    int minutes = Integer.parseInt(arguments[0]);
    if (minutes < 2) {
      throw new IllegalArgumentException("a soak takes two minutes at least");
    }
    boolean right;
    try (var arena = new Arena()) {
      var node =
          arena.keep(Node.start("all", Arena.jar("-Xmx128m"), arena.environment())).awaitReady();
      var homes = arena.households(node.port(), 20);
      var traffic = arena.keep(new Traffic(node.port(), homes, Mix.STEADY, true));
      int rate = arguments.length > 1 ? Integer.parseInt(arguments[1]) : half(traffic);
      System.out.println(rate + " requests a second for " + minutes + " minutes");
      right = run(node, traffic, rate, minutes);
    }
    System.exit(right ? 0 : 1);
  }

  private static int half(Traffic traffic) {
    traffic.warmUp(400);
    traffic.stop();
    double capacity = Capacity.of(traffic);
    System.out.printf(Locale.ROOT, "capacity %.0f/s%n", capacity);
    return (int) (capacity / 2);
  }

  private static boolean run(Node node, Traffic traffic, int rate, int minutes) throws Exception {
    // As early in a run that is too short for it.
    int early = minutes >= 2 * FIFTH ? FIFTH : 1;
    Map<String, Double> first = Map.of();
    Map<String, Double> held = Map.of();
    var failed = new ArrayList<Sample>();
    traffic.forget();
    traffic.at(rate);
    for (int minute = 1; minute <= minutes; minute++) {
      for (int scrape = 0; scrape < SCRAPES_A_MINUTE; scrape++) {
        Waiting.pause(60_000 / SCRAPES_A_MINUTE);
        node.metrics();
      }
      var samples = traffic.forget();
      samples.stream().filter(sample -> !sample.succeeded()).forEach(failed::add);
      System.out.println("minute " + minute + ": " + new Seen(samples).line());
      if (minute == early || minute == minutes || minute % FIFTH == 0) {
        // At rest: how many connections there are would depend on the moment otherwise.
        traffic.stop();
        Waiting.pause(REST_MILLIS);
        held = held(node);
        traffic.at(rate);
        System.out.println("minute " + minute + ": " + held);
        first = minute == early ? held : first;
      }
    }
    traffic.stop();
    traffic.forget().stream().filter(sample -> !sample.succeeded()).forEach(failed::add);
    return judge(first, held, failed);
  }

  private static boolean judge(
      Map<String, Double> first, Map<String, Double> last, List<Sample> failed) {
    System.out.println("failed: " + failed.size() + " " + new Seen(failed).statuses());
    boolean right = failed.isEmpty();
    for (var each : last.entrySet()) {
      double before = first.getOrDefault(each.getKey(), 0.0);
      boolean grown = each.getValue() > before * MOST;
      boolean lost = each.getKey().equals("lanes") && each.getValue() < before;
      boolean nothing = before == 0;
      right &= !grown && !lost && !nothing;
      System.out.printf(
          Locale.ROOT,
          "%s: %.1f, then %.1f (%+.1f %%)%s%n",
          each.getKey(),
          before,
          each.getValue(),
          100 * (each.getValue() / before - 1),
          grown ? " GROWN" : lost ? " LOST" : nothing ? " NOT MEASURED" : "");
    }
    System.out.println(right ? "right" : "WRONG");
    return right;
  }

  private static Map<String, Double> held(Node node) throws Exception {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
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
