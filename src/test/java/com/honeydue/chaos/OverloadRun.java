package com.honeydue.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Five times what one process can do. It must go on doing nearly as much as it can, as fast as it
 * does it otherwise, tell the rest at once to try later, take no more memory, and answer who asks
 * for its health and its metrics.
 *
 * <pre>OverloadRun SECONDS ONE_WAY_MILLIS GROUP [NAME=VALUE settings...]</pre>
 */
public final class OverloadRun {

  private static final int CALM = 100;

  private static final int WARM = 1_000;

  private static final int HOT = 6_000;

  private static final int WARM_SECONDS = 15;

  private static final int ASKERS = 4;

  private static final int STEP_SECONDS = 4;

  private static final int FEW = 20;

  /** So long a refusal may take for most, on processors that those who ask share. */
  private static final double AT_ONCE_MILLIS = 100;

  private static final double FLAT = 1.1;

  private OverloadRun() {}

  public static void main(String[] arguments) {
    int seconds = Integer.parseInt(arguments[0]);
    int oneWayMillis = Integer.parseInt(arguments[1]);
    boolean right;
    try (var arena = new Arena()) {
      arena.servers().toPostgres.slow(oneWayMillis);
      Map<String, String> settings = arena.environment();
      settings.put("ROLE", "api");
      for (int i = 3; i < arguments.length; i++) {
        String[] pair = arguments[i].split("=", 2);
        settings.put(pair[0], pair[1]);
      }
      right = run(arena, settings, seconds, arguments[2]);
    }
    System.exit(right ? 0 : 1);
  }

  private static boolean run(Arena arena, Map<String, String> settings, int seconds, String group) {
    // The server in its group, which has its share: or else it and those who ask starve each other.
    var java = new ArrayList<>(List.of("sh", "-c", "echo $$ > " + group + "; exec \"$@\"", "sh"));
    java.addAll(Arena.jar("-Xmx160m", "-XX:TieredStopAtLevel=4"));
    var node = arena.keep(Node.start("api", java, settings)).awaitReady();
    var homes = arena.households(node.port(), ASKERS);
    var volley = new Volley(node.port(), homes);
    // All of it is compiled before it is measured, refusing too.
    volley.drive(WARM, WARM_SECONDS);
    volley.drive(HOT, WARM_SECONDS);
    var calm = volley.drive(CALM, seconds).seen();
    System.out.println("at rest: " + calm.line());
    double peak = Capacity.of(rate -> volley.drive(rate, STEP_SECONDS));
    int five = (int) (5 * peak);
    long before = node.residentMegabytes();
    // A few ask as clients do, to see whether what is said to the others is proper.
    var some = arena.keep(new Traffic(node.port(), homes, Mix.READS, true)).at(FEW);
    var overloaded = CompletableFuture.supplyAsync(() -> volley.drive(five, seconds));
    var probes = new ArrayList<Double>();
    long most = before;
    while (!overloaded.isDone()) {
      for (String path : List.of("/api/health/live", "/api/health/ready", "/metrics")) {
        long asked = System.nanoTime();
        int status = node.status(path);
        probes.add(status == 200 ? (System.nanoTime() - asked) / 1e6 : Double.NaN);
      }
      most = Math.max(most, node.residentMegabytes());
      Waiting.pause(100);
    }
    some.stop();
    var stretch = overloaded.join();
    var over = stretch.seen();
    double goodput = stretch.perSecond();
    long improper = over.improper() + new Seen(some.samples()).improper();
    double refusedLate = Seen.percentile(over.samples().stream().filter(Sample::putOff), 0.99);
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
        improper,
        before,
        most,
        silent,
        probes.size());
    boolean right =
        goodput >= 0.8 * peak
            && over.percentile(0.99) <= 2 * calm.percentile(0.99)
            && refusedLate <= AT_ONCE_MILLIS
            && most <= FLAT * before
            && improper == 0
            && silent == 0;
    System.out.println(right ? "right" : "WRONG");
    return right;
  }
}
