package com.honeydue.chaos;

import com.honeydue.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;

/**
 * A release under load: three processes behind nginx are replaced one after another, each new one
 * ready before an old one is told to end, while the schema is expanded beside them. nginx learns
 * that a process is gone only some seconds after SIGTERM, and tries nothing twice. Not one request
 * may fail, and no write be lost or done twice.
 *
 * <pre>RollingRun RATE LAG_SECONDS GRACE_SECONDS</pre>
 */
public final class RollingRun {

  private static final int PROCESSES = 3;

  private RollingRun() {}

  public static void main(String[] arguments) {
    int rate = Integer.parseInt(arguments[0]);
    int lag = Integer.parseInt(arguments[1]);
    int grace = Integer.parseInt(arguments[2]);
    boolean right;
    try (var arena = new Arena()) {
      right = run(arena, rate, lag, grace);
    }
    System.exit(right ? 0 : 1);
  }

  private static boolean run(Arena arena, int rate, int lag, int grace) {
    var api = Node.with(arena.environment(), "ROLE", "api", "SHUTDOWN_GRACE", grace + "s");
    var nodes = new ArrayList<Node>();
    for (int i = 0; i < PROCESSES; i++) {
      nodes.add(arena.keep(Node.start("api-" + i, Arena.jar("-Xmx96m"), api)));
    }
    nodes.forEach(Node::awaitReady);
    arena
        .keep(
            Node.start(
                "worker", Arena.jar("-Xmx96m"), Node.with(arena.environment(), "ROLE", "worker")))
        .awaitReady();
    var balancer = arena.keep(new Balancer(nodes));
    var homes = arena.households(nodes.getFirst().port(), 20);
    var traffic = arena.keep(new Traffic(balancer.port(), homes, Mix.MIXED, true));
    traffic.warmUp(rate);

    for (int i = 0; i < PROCESSES; i++) {
      var fresh = arena.keep(Node.start("new-" + i, Arena.jar("-Xmx96m"), api)).awaitReady();
      var old = nodes.get(i);
      nodes.set(i, fresh);
      var stillRouted = new ArrayList<>(nodes);
      stillRouted.add(old);
      balancer.route(stillRouted);
      old.signal("TERM");
      System.out.printf("%s was told to end, nginx is told %d s later%n", old.name(), lag);
      Waiting.until(
          5_000, old.name() + " to be unready", () -> old.status("/api/health/ready") == 503);
      Waiting.pause(lag * 1_000L);
      balancer.route(List.copyOf(nodes));
      int status = old.awaitEnd();
      System.out.printf("%s ended with %d%n", old.name(), status);
      if (i == 0) {
        expand(arena.database);
      }
    }
    Waiting.pause(3_000);
    traffic.stop();
    contract(arena.database);

    var seen = new Seen(traffic.samples());
    System.out.println(seen.line());
    var reconciliation = Reconciliation.of(arena, traffic.writes(), 0);
    reconciliation.print();
    boolean right = seen.failed() == 0 && reconciliation.right();
    System.out.println(right ? "right" : "WRONG");
    return right;
  }

  /** What a migration of the next release does, as its owner: new things beside the old. */
  private static void expand(TestDatabase database) {
    database.execute(
        "set role " + TestDatabase.OWNER,
        "set lock_timeout = '1s'",
        "alter table task_task add column expanded text",
        "alter table task_task add column counted integer not null default 0",
        "create index concurrently task_task_expanded on task_task (expanded)");
    System.out.println("the schema was expanded");
  }

  /** The release after that takes away what nobody uses any more. */
  private static void contract(TestDatabase database) {
    database.execute(
        "alter table task_task drop column expanded", "alter table task_task drop column counted");
  }
}
