package com.honeydue.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Five times what one process can do. It must go on doing nearly as much as it can, as fast as it
 * does it otherwise, tell the rest at once to try later, take no more memory, and answer who asks
 * for its health and its metrics.
 *
 * <pre>OverloadRun SECONDS [NAME=VALUE settings...]</pre>
 */
public final class OverloadRun {

  private static final int CALM = 100;

  private OverloadRun() {}

  public static void main(String[] arguments) {
    int seconds = Integer.parseInt(arguments[0]);
    boolean right;
    try (var arena = new Arena()) {
      Map<String, String> settings = arena.environment();
      settings.put("ROLE", "api");
      for (int i = 1; i < arguments.length; i++) {
        String[] pair = arguments[i].split("=", 2);
        settings.put(pair[0], pair[1]);
      }
      right = run(arena, settings, seconds);
    }
    System.exit(right ? 0 : 1);
  }

  private static boolean run(Arena arena, Map<String, String> settings, int seconds) {
    // One processor for the server, the rest for those who ask: or else they starve each other.
    var java = new ArrayList<>(List.of("taskset", "-c", "0"));
    java.addAll(Arena.jar("-Xmx160m", "-XX:TieredStopAtLevel=4"));
    var node = arena.keep(Node.start("api", java, settings)).awaitReady();
    var homes = arena.households(node.port(), 20);
    var traffic = arena.keep(new Traffic(node.port(), homes, Mix.READS, true));
    drive(traffic, 400, 6); // compiles
    var calm = drive(traffic, CALM, seconds);
    System.out.println("at rest: " + calm.line());
    double peak = peak(traffic);
    int five = (int) (5 * peak);
    long before = node.residentMegabytes();
    var probes = new ArrayList<Double>();
    traffic.at(five);
    long from = System.nanoTime();
    long most = before;
    while (System.nanoTime() - from < seconds * 1_000_000_000L) {
      for (String path : List.of("/api/health/live", "/api/health/ready", "/metrics")) {
        long asked = System.nanoTime();
        int status = node.status(path);
        probes.add(status == 200 ? (System.nanoTime() - asked) / 1e6 : Double.NaN);
      }
      most = Math.max(most, node.residentMegabytes());
      Waiting.pause(100);
    }
    long to = System.nanoTime();
    traffic.stop();
    var over = new Seen(Traffic.between(traffic.samples(), from, to));
    double goodput = (over.count() - over.failed()) / ((to - from) / 1e9);
    var refused = over.samples().stream().filter(Sample::putOff).mapToDouble(Sample::millis);
    double refusedLate = refused.sorted().skip((over.failed() * 99) / 100).findFirst().orElse(0);
    long silent = probes.stream().filter(probe -> probe.isNaN()).count();
    System.out.printf(Locale.ROOT, "at %d/s: %s%n", five, over.line());
    System.out.printf(
        Locale.ROOT,
        "goodput %.0f/s of %.0f/s (%.2f), admitted p99 %.1f ms against %.1f ms at rest, refused p99"
            + " %.1f ms, improper %d, resident %d then at most %d MiB, %d of %d probes"
            + " unanswered%n",
        goodput,
        peak,
        goodput / peak,
        over.percentile(0.99),
        calm.percentile(0.99),
        refusedLate,
        over.improper(),
        before,
        most,
        silent,
        probes.size());
    boolean right =
        goodput >= 0.8 * peak
            && over.percentile(0.99) <= 2 * calm.percentile(0.99)
            && over.improper() == 0
            && silent == 0;
    System.out.println(right ? "right" : "WRONG");
    return right;
  }

  /** The most that is answered with success in a second, asked for ever more. */
  private static double peak(Traffic traffic) {
    double best = 0;
    for (int rate = 1_000; rate <= 16_000; rate = rate * 3 / 2) {
      var seen = drive(traffic, rate, 3);
      double good = (seen.count() - seen.failed()) / 3.0;
      System.out.printf(Locale.ROOT, "asked for %d/s: %s%n", rate, seen.line());
      if (good < best * 1.05) {
        break;
      }
      best = Math.max(best, good);
    }
    return best;
  }

  private static Seen drive(Traffic traffic, int rate, int seconds) {
    long from = System.nanoTime();
    traffic.at(rate);
    Waiting.pause(seconds * 1_000L);
    long to = System.nanoTime();
    traffic.stop();
    return new Seen(Traffic.between(traffic.samples(), from, to));
  }
}
