package com.honeydue.bench;

import com.honeydue.AllStatements;
import com.honeydue.db.Statement;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code scripts/bench/growth} runs: every statement of the process in a small database and in
 * a large one, in turn, each execution within a transaction that is rolled back. Both hold accounts
 * of the same kind, so a statement has the same to do in both. Prints Markdown; ends with 1 when a
 * statement takes longer in the large one than the goal allows, or can not be compared.
 */
public final class GrowthBench {

  private static final int WARM_UP = 3;
  private static final int TRIES = 4;

  private final int rounds;
  private final double goal;
  private final GrowthSide small;
  private final GrowthSide large;

  private GrowthBench(Vertx vertx, Map<String, String> options) {
    this.rounds = Options.number(options, "rounds");
    this.goal = Double.parseDouble(Options.text(options, "goal"));
    this.small = new GrowthSide(vertx, Options.number(options, "small"));
    this.large = new GrowthSide(vertx, Options.number(options, "large"));
  }

  public static void main(String[] arguments) {
    System.exit(run(Options.parse(arguments)) ? 0 : 1);
  }

  private static boolean run(Map<String, String> options) {
    try {
      return new GrowthBench(Vertx.vertx(), options).compare(Options.text(options, "only"));
    } catch (RuntimeException e) {
      e.printStackTrace();
      return false;
    }
  }

  /**
   * A statement in both databases.
   *
   * @param rows and how it ended, the same in both
   * @param small the median, in microseconds
   * @param large the median, in microseconds
   */
  private record Medians(String rows, double small, double large) {

    double ratio() {
      return large / small;
    }
  }

  private boolean compare(String only) {
    System.out.println("| statement | rows | small µs | large µs | ratio |\n|---|---|---|---|---|");
    var failures = new ArrayList<String>();
    // What is read first finds no rows that a write has left behind.
    var statements =
        AllStatements.list().stream()
            .filter(statement -> statement.name().matches(only))
            .sorted(Comparator.comparing(Statement::writes))
            .toList();
    for (var statement : statements) {
      if (!small.knows(statement)) {
        failures.add(statement + ": no arguments are known");
        continue;
      }
      compare(statement, failures);
    }
    System.out.printf(
        "%n%d statements, %d too slow or not comparable%n", statements.size(), failures.size());
    failures.forEach(System.out::println);
    return failures.isEmpty();
  }

  private void compare(Statement<?> statement, List<String> failures) {
    try (var one = small.prepare(statement);
        var other = large.prepare(statement)) {
      var rows = one.outcomes();
      if (!rows.equals(other.outcomes())) {
        failures.add(statement + ": not the same to do: " + rows + " and " + other.outcomes());
        return;
      }
      Medians best = medians(one, other, rows.getFirst());
      for (int tried = 1; best.ratio() > goal && tried < TRIES; tried++) {
        var again = medians(one, other, rows.getFirst());
        best = again.ratio() < best.ratio() ? again : best;
      }
      System.out.printf(
          Locale.ROOT,
          "| %s | %s | %.0f | %.0f | %.2f |%n",
          statement,
          best.rows(),
          best.small(),
          best.large(),
          best.ratio());
      if (best.ratio() > goal) {
        failures.add("%s: %.2f times".formatted(statement, best.ratio()));
      }
    } catch (RuntimeException e) {
      failures.add(statement + ": " + e);
    }
  }

  private Medians medians(GrowthSide.Prepared one, GrowthSide.Prepared other, String rows) {
    var small = new ArrayList<Double>();
    var large = new ArrayList<Double>();
    for (int round = 0; round < rounds + WARM_UP; round++) {
      if (round == WARM_UP) {
        small.clear();
        large.clear();
      }
      one.time(small);
      other.time(large);
    }
    return new Medians(rows, median(small), median(large));
  }

  private static double median(List<Double> times) {
    return times.stream().sorted().toList().get(times.size() / 2);
  }
}
