package com.honeydue.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Breaks one thing after another under load, and mends it. While it is broken, a request either
 * succeeds or is told to try again later, within its deadline; once it is mended, all succeed again
 * after five seconds at most, and no process had to be started anew for that. At the end every
 * write that was not acknowledged is sent again with its key, and all are reconciled.
 *
 * <pre>FaultsRun RATE [FAULT...]</pre>
 */
public final class FaultsRun {

  private static final long DEADLINE_MILLIS = 10_000;
  private static final long RECOVERY_MILLIS = 5_000;

  /** What a worker does at once: as much can be done twice when it is struck. */
  private static final int AT_ONCE = 16;

  private record Struck(Fault fault, long from, long to) {}

  private FaultsRun() {}

  public static void main(String[] arguments) {
    int rate = Integer.parseInt(arguments[0]);
    List<Fault> faults =
        arguments.length == 1
            ? Stream.of(Fault.values())
                .filter(fault -> fault.atTheOcean() == Ocean.isHere())
                .toList()
            : List.of(arguments).subList(1, arguments.length).stream()
                .map(name -> Fault.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')))
                .toList();
    boolean right;
    try (var arena = Ocean.isHere() ? new Arena(Ocean.here()) : new Arena()) {
      right = run(new Stage(arena), rate, faults);
    }
    System.exit(right ? 0 : 1);
  }

  private static boolean run(Stage stage, int rate, List<Fault> faults) {
    var arena = stage.arena();
    var homes = arena.households(stage.api().port(), 20);
    var traffic = arena.keep(new Traffic(stage.port(), homes, Mix.MIXED, true));
    traffic.warmUp(rate);
    var struck = new ArrayList<Struck>();
    for (Fault fault : faults) {
      System.out.println(fault + ": " + fault.told);
      long from = System.nanoTime();
      fault.strike(stage);
      Waiting.pause(fault.seconds * 1_000L);
      fault.mend(stage);
      struck.add(new Struck(fault, from, System.nanoTime()));
      Waiting.pause(RECOVERY_MILLIS + 3_000);
    }
    traffic.stop();
    boolean right = judge(traffic.samples(), struck);
    int sent = traffic.writes().size();
    long unsure = traffic.writes().stream().filter(write -> !write.acknowledged()).count();
    long left = traffic.settle(10);
    System.out.printf(
        "%d writes, %d of them not acknowledged and sent again: %d are left%n", sent, unsure, left);
    long repeats = faults.stream().filter(Fault::mayRepeat).count() * AT_ONCE;
    var reconciliation = Reconciliation.of(arena, traffic.writes(), repeats);
    reconciliation.print();
    right &= left == 0 && reconciliation.right();
    System.out.println(right ? "right" : "WRONG");
    return right;
  }

  private static boolean judge(List<Sample> samples, List<Struck> struck) {
    System.out.println(
        "\n| fault | requests | failed | not told to try again | longest | all well after |\n"
            + "|---|---|---|---|---|---|");
    boolean right = true;
    for (Struck each : struck) {
      long end = each.to() + (RECOVERY_MILLIS + 3_000) * 1_000_000L;
      var seen = new Seen(Traffic.between(samples, each.from(), end));
      long lastFailure =
          seen.samples().stream()
              .filter(sample -> !sample.succeeded())
              .mapToLong(Sample::sent)
              .max()
              .orElse(each.from());
      double recovery = Math.max(0, (lastFailure - each.to()) / 1e6);
      System.out.printf(
          Locale.ROOT,
          "| %s | %d | %d | %d | %.0f ms | %.0f ms |%n",
          each.fault(),
          seen.count(),
          seen.failed(),
          seen.improper(),
          seen.longest(),
          recovery);
      right &= recovery <= RECOVERY_MILLIS;
      right &= seen.longest() <= DEADLINE_MILLIS + 1_000;
      if (!each.fault().takesTheAnswerer() && seen.improper() > 0) {
        right = false;
        System.out.println("  " + seen.statuses());
      }
    }
    return right;
  }
}
