package com.honeydue.bench;

import com.honeydue.auth.Mailbox;
import com.honeydue.testing.FreePort;
import com.honeydue.testing.TestDatabase;
import com.honeydue.testing.TestRedis;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What {@code scripts/bench/boards} runs: boards of several sizes, each read again and again by one
 * caller, and the processor time that the server and PostgreSQL spend on each. Prints Markdown;
 * ends with 1 when the goal is missed.
 */
public final class BoardSizesBench {

  private static final int SMALL = 500;
  private static final int LARGE = 2_000;

  private final TestDatabase database = TestDatabase.create();
  private final TestRedis redis = TestRedis.create();
  private final Path jar;
  private final int requests;
  private final int openEvery;
  private final double goal;

  private BoardSizesBench(Map<String, String> options) {
    this.jar = Path.of(Options.text(options, "jar"));
    this.requests = Options.number(options, "requests");
    this.openEvery = Options.number(options, "open-every");
    this.goal = Double.parseDouble(Options.text(options, "goal"));
  }

  public static void main(String[] arguments) {
    System.exit(new BoardSizesBench(Options.parse(arguments)).run() ? 0 : 1);
  }

  /**
   * Processor time of one board.
   *
   * @param bytes of its JSON
   */
  private record Cost(int tasks, Duration server, Duration postgres, int bytes) {

    double micros() {
      return (server.toNanos() + postgres.toNanos()) / 1e3;
    }
  }

  private boolean run() {
    int port = FreePort.find();
    Map<String, String> environment = new HashMap<>(Mailbox.SETTINGS);
    environment.put("DATABASE_URL", database.url());
    environment.put("DATABASE_SLOW_URL", database.slowUrl());
    environment.put("DATABASE_KEEP_WARM_EVERY", "0");
    environment.put("REDIS_URL", redis.url());
    environment.put("HTTP_PORT", Integer.toString(port));
    var server = ServerProcess.serve(ServerProcess.jar(jar, "serve"), port, environment);
    try {
      var api = new Api(port);
      String small = household(api, SMALL);
      String large = household(api, LARGE);
      Neighbours.moveInto(database);
      for (int i = 0; i < 2; i++) {
        read(server, api, small, SMALL);
        read(server, api, large, LARGE);
      }
      var one = read(server, api, small, SMALL);
      var other = read(server, api, large, LARGE);
      System.out.println("| tasks | server µs | PostgreSQL µs | JSON bytes |\n|---|---|---|---|");
      print(one);
      print(other);
      double ratio = other.micros() / one.micros();
      System.out.printf("%nprocessor time, %d to %d tasks: %.2f%n", LARGE, SMALL, ratio);
      return ratio <= goal;
    } finally {
      server.close();
    }
  }

  private static void print(Cost cost) {
    System.out.printf(
        "| %d | %.0f | %.0f | %d |%n",
        cost.tasks(), cost.server().toNanos() / 1e3, cost.postgres().toNanos() / 1e3, cost.bytes());
  }

  /** An account whose home has this many tasks; every one was done before, some are open again. */
  private String household(Api api, int tasks) {
    String name = "bench-" + UUID.randomUUID().toString().substring(0, 8);
    var account =
        api.call(
            new Request(
                "POST",
                "/api/auth/register/",
                null,
                new JsonObject()
                    .put("username", name)
                    .put("email", name + "@example.com")
                    .put("password", "correct horse battery staple")));
    String token = account.getString("token");
    long home =
        api.call(
                new Request(
                    "POST",
                    "/api/residences/",
                    token,
                    new JsonObject().put("name", "Bench Street").put("time_zone", "UTC")))
            .getLong("id");
    database.execute(
        """
        insert into task_task
          (residence_id, title, frequency, rule_unit, rule_every, anchor_day, due_date, next_due_date, completed_at,
           completion_count, last_completion_id, last_occurrence, last_completed_at, last_completed_by_id)
        select %1$d, 'Check number ' || n, case when n %% %3$d = 0 then 'monthly' else 'once' end,
          case when n %% %3$d = 0 then 'month' end, case when n %% %3$d = 0 then 1 end, 1, date '2025-01-01',
          case when n %% %3$d = 0 then current_date + n %% 90 end,
          case when n %% %3$d <> 0 then now() - n * interval '1 hour' end, 1, n, date '2025-01-01', now(), m.user_id
        from generate_series(1, %2$d) n join residence_residenceuser m on m.residence_id = %1$d
        """
            .formatted(home, tasks, openEvery),
        """
        insert into task_taskcompletion
          (task_id, residence_id, series, occurrence, performed_at, completed_by_id, prior_in_progress)
        select id, residence_id, 1, date '2025-01-01', now(), last_completed_by_id, false
        from task_task where residence_id = %d
        """
            .formatted(home));
    return token;
  }

  private Cost read(ServerProcess server, Api api, String token, int tasks) {
    Duration serverBefore = server.cpu();
    Duration postgresBefore = ProcessorTime.ofPostgres();
    int bytes = 0;
    for (int i = 0; i < requests; i++) {
      bytes = api.send(new Request("GET", "/api/tasks/", token, null)).body().length();
    }
    return new Cost(
        tasks,
        server.cpu().minus(serverBefore).dividedBy(requests),
        ProcessorTime.ofPostgres().minus(postgresBefore).dividedBy(requests),
        bytes);
  }
}
