package com.honeydue.bench;

import com.honeydue.testing.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The people in whose name two servers are asked, and their homes: sessions of the demo account
 * read its board, neighbours write at their own homes, where nobody else lives, so that nobody is
 * told. What a run has written is gone before the next.
 */
final class Scene {

  private static final String TITLE = "Sweep the chimney";
  private static final String OCCURRENCE = "2026-06-01";

  /** More than either server can answer in a second here, and more than PostgreSQL completes. */
  private static final int MOST_PER_SECOND = 8_000;

  private static final int MOST_COMPLETIONS = 3_000;

  /** Of so many requests of {@link Workload#MIXED} one creates a task and one completes one. */
  private static final int MIX = 10;

  private static final String[] SWEEP = {
    "delete from task_taskevent where task_title = '%s'".formatted(TITLE),
    "delete from task_taskcompletion where task_id in (select id from task_task where title = '%s')"
        .formatted(TITLE),
    "delete from task_task where title = '%s'".formatted(TITLE),
    "vacuum analyze task_task, task_taskcompletion, task_taskevent",
  };

  /** A session. */
  record Person(long id, String token, long home) {}

  /** A task that can be completed, and who may. */
  private record Open(long task, Person person) {}

  private final TestDatabase database;
  private final List<Person> readers;
  private final List<Person> writers;
  private final Request login;

  /**
   * @param seeded what {@code seed} printed
   * @param callers how many of each there are
   */
  Scene(TestDatabase database, JsonObject seeded, int callers) {
    this.database = database;
    Neighbours.moveInto(database);
    String email = seeded.getString("email");
    this.readers = people(IntStream.range(0, callers).mapToObj(n -> email).toList());
    this.writers =
        people(
            IntStream.rangeClosed(1, callers)
                .mapToObj(n -> "neighbour" + n + "@example.org")
                .toList());
    this.login =
        new Request(
            "POST",
            "/api/auth/login/",
            null,
            new JsonObject().put("username", email).put("password", seeded.getString("password")));
  }

  private List<Person> people(List<String> emails) {
    var tokens = SessionTokens.make(database, emails);
    return IntStream.range(0, emails.size())
        .mapToObj(n -> person(emails.get(n), tokens.get(n)))
        .toList();
  }

  private Person person(String email, String token) {
    long id = database.number("select id from auth_user where lower(email) = lower(?)", email);
    return new Person(
        id,
        token,
        database.number("select min(id) from residence_residence where owner_id = ?", id));
  }

  /**
   * What a server is asked in a run: each once, where asking twice is not the same.
   *
   * @param name what that server knows a person by
   */
  List<Request> requests(Workload workload, Function<Person, String> name, int seconds) {
    database.execute(SWEEP);
    return switch (workload) {
      case BOARD -> readers.stream().map(reader -> Request.board(name.apply(reader))).toList();
      case CREATE -> writers.stream().map(writer -> create(writer, name)).toList();
      case COMPLETE ->
          open(seconds * MOST_COMPLETIONS).stream().map(open -> complete(open, name)).toList();
      case LOGIN -> List.of(login);
      case MIXED -> mixed(seconds * MOST_PER_SECOND / MIX, name);
    };
  }

  /** Whether a run of so many requests would have asked twice what can be asked once. */
  static boolean ranOut(Workload workload, List<Request> requests, Load load) {
    return (workload == Workload.COMPLETE || workload == Workload.MIXED)
        && load.requests() > requests.size();
  }

  private List<Request> mixed(int rounds, Function<Person, String> name) {
    List<Request> requests = new ArrayList<>();
    var open = open(rounds);
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < MIX - 2; i++) {
        requests.add(Request.board(name.apply(readers.get(requests.size() % readers.size()))));
      }
      requests.add(create(writers.get(round % writers.size()), name));
      requests.add(complete(open.get(round), name));
    }
    return requests;
  }

  private static Request create(Person person, Function<Person, String> name) {
    var task =
        new JsonObject()
            .put("residence_id", person.home())
            .put("title", TITLE)
            .put("frequency", "monthly")
            .put("due_date", OCCURRENCE);
    return new Request("POST", "/api/tasks/", name.apply(person), task);
  }

  private static Request complete(Open open, Function<Person, String> name) {
    return new Request(
        "POST",
        "/api/tasks/" + open.task() + "/quick-complete/",
        name.apply(open.person()),
        new JsonObject().put("occurrence", OCCURRENCE));
  }

  /** New tasks, in turn at each writer's home. */
  private List<Open> open(int count) {
    List<Open> open = new ArrayList<>();
    int each = Math.ceilDiv(count, writers.size());
    List<List<Long>> tasks = writers.stream().map(writer -> tasks(writer.home(), each)).toList();
    for (int i = 0; i < each; i++) {
      for (int writer = 0; writer < writers.size(); writer++) {
        open.add(new Open(tasks.get(writer).get(i), writers.get(writer)));
      }
    }
    return open;
  }

  private List<Long> tasks(long home, int count) {
    return database
        .column(
            """
            insert into task_task
              (residence_id, title, frequency, rule_unit, rule_every, anchor_day, due_date, next_due_date)
            select ?, '%s', 'monthly', 'month', 1, 1, date '%2$s', date '%2$s' from generate_series(1, ?)
            returning id
            """
                .formatted(TITLE, OCCURRENCE),
            home,
            count)
        .stream()
        .map(Long.class::cast)
        .toList();
  }
}
