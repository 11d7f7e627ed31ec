package com.honeydue.chaos;

import com.honeydue.testing.TestDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds what the load was told against what is there: every acknowledged write once in the
 * database, none of the others more than once, and what a write had to cause where it had to go.
 */
final class Reconciliation {

  private static final long QUIET_MILLIS = 60_000;

  private final List<String> wrong = new ArrayList<>();
  private long creates;
  private long completions;
  private long registrations;
  private long repeats;

  private Reconciliation() {}

  /**
   * Waits until nothing is left to do, and compares.
   *
   * @param repeatsAllowed how many mails may have come twice
   */
  static Reconciliation of(Arena arena, List<Write> writes, long repeatsAllowed) {
    var made = new Reconciliation();
    var database = arena.database;
    Waiting.until(
        QUIET_MILLIS,
        "jobs to end",
        () -> database.number("select count(*) from jobs_outbox") == 0);
    made.tasks(database, writes);
    made.completions(database, writes);
    made.registrations(database, writes, arena.letters.received());
    if (made.repeats > repeatsAllowed) {
      made.wrong.add(made.repeats + " mails came twice, " + repeatsAllowed + " may");
    }
    if (database.number("select count(*) from jobs_dead") > 0) {
      made.wrong.add("jobs have died");
    }
    return made;
  }

  private void tasks(TestDatabase database, List<Write> writes) {
    var there = counts(database, "select title from task_task where title like 'chaos %'");
    for (Write write : writes) {
      if (write.kind == Kind.CREATE) {
        creates++;
        judge(write, there.remove("chaos " + write.key));
      }
    }
    there.keySet().forEach(title -> wrong.add("nobody made " + title));
  }

  private void completions(TestDatabase database, List<Write> writes) {
    var there = counts(database, "select task_id::text from task_taskcompletion");
    for (Write write : writes) {
      if (write.kind == Kind.COMPLETE) {
        completions++;
        judge(write, there.get(Long.toString(write.task)));
      }
    }
  }

  private void registrations(
      TestDatabase database, List<Write> writes, Map<String, Integer> letters) {
    var there = counts(database, "select email from auth_user where email like 'chaos-%'");
    for (Write write : writes) {
      if (write.kind == Kind.REGISTER) {
        registrations++;
        judge(write, there.get(write.key));
        if (there.containsKey(write.key)) {
          int mails = letters.getOrDefault(write.key, 0);
          if (mails == 0) {
            wrong.add("no mail came for " + write.key);
          }
          repeats += Math.max(0, mails - 1);
        }
      }
    }
  }

  private void judge(Write write, @org.jspecify.annotations.Nullable Integer found) {
    int times = found == null ? 0 : found;
    if (write.acknowledged() && times == 0) {
      wrong.add("lost: " + write.kind + " " + write.key);
    }
    if (times > 1) {
      wrong.add("done " + times + " times: " + write.kind + " " + write.key);
    }
  }

  private static Map<String, Integer> counts(TestDatabase database, String sql) {
    var counts = new HashMap<String, Integer>();
    database.column(sql).forEach(value -> counts.merge(String.valueOf(value), 1, Integer::sum));
    return counts;
  }

  boolean right() {
    return wrong.isEmpty();
  }

  /** Prints what was compared, and the first of what is wrong. */
  void print() {
    System.out.printf(
        "reconciled: %d tasks, %d completions, %d registrations with their mails (%d came twice):"
            + " %s%n",
        creates,
        completions,
        registrations,
        repeats,
        wrong.isEmpty() ? "nothing lost, nothing twice" : wrong.size() + " WRONG");
    wrong.stream().limit(10).forEach(line -> System.out.println("  " + line));
  }
}
