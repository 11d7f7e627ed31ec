package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.auth.Mailbox;
import com.honeydue.auth.NotedLater;
import com.honeydue.bench.Household;
import com.honeydue.bench.Operation;
import com.honeydue.testing.Answer;
import com.honeydue.testing.Api;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.PublishedContract;
import com.honeydue.testing.SecondProcess;
import com.honeydue.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** A change under an {@code Idempotency-Key} happens once and is answered alike ever after. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdempotencyTest {

  private static final String KEY = "Idempotency-Key";
  private static final String TASKS = "/api/tasks/";

  private final TestServer server = TestServer.start(settings());
  private final ContractCaller requests = new ContractCaller(server.api());
  private final Household household = Household.register(requests, server.database());

  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(Mailbox.SETTINGS);
    settings.put("DATABASE_STATEMENT_DEADLINE", "2s");
    return settings;
  }

  @AfterAll
  void close() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> everyWriteShouldAnswerTheSameAgainInOneRoundTrip() {
    var contract = new PublishedContract(server.api().get("/api/openapi.yaml").body());
    return household.operations().stream()
        .filter(operation -> contract.takes(operation.id().split("\\?", -1)[0], KEY))
        .map(operation -> DynamicTest.dynamicTest(operation.id(), () -> answersAlike(operation)));
  }

  private void answersAlike(Operation operation) {
    var request = operation.next().get();
    var api = requests.as(request).with(KEY, newKey());
    Answer first = ContractCaller.send(api, request);
    var again = new ArrayList<Answer>();
    // A change of what sessions remember also makes the process forget the token: that look-up is
    // not counted.
    api.get("/api/auth/me/").expect(200);

    var trips = server.roundTrips(() -> again.add(ContractCaller.send(api, request)));

    assertThat(first.status()).as("%s", first).isBetween(200, 299);
    assertThat(again).allSatisfy(answer -> assertSame(answer, first));
    assertThat(trips.without(NotedLater.sql()).count()).as("%s", trips).isEqualTo(1);
  }

  @Test
  void aRepeatedCreationShouldMakeOneTask() {
    var caller = server.pro();
    var task = task(caller);
    var keyed = caller.with(KEY, newKey());

    Answer first = keyed.post(TASKS, task);
    caller.delete(TASKS + first.json().getLong("id") + "/");
    Answer second = keyed.post(TASKS, task);

    // What was answered first is answered again, even though the task is gone.
    assertSame(second, first);
    assertThat(tasks(task)).isZero();
  }

  @Test
  void theSameKeyShouldMeanSomethingElseForAnotherPayloadOperationAndCaller() {
    var caller = server.pro();
    String key = newKey();
    var task = task(caller);
    long id = caller.with(KEY, key).post(TASKS, task).json().getLong("id");

    Answer reused = caller.with(KEY, key).post(TASKS, task.copy().put("notes", "other"));
    assertThat(reused.status()).isEqualTo(422);
    assertThat(reused.json().getString("code")).isEqualTo("idempotency_key_reused");
    assertThat(caller.with(KEY, key).delete(TASKS + id + "/").status()).isEqualTo(204);
    var other = server.pro();
    assertThat(other.with(KEY, key).post(TASKS, task(other)).status()).isEqualTo(201);
  }

  @Test
  void membersInAnotherOrderShouldBeTheSamePayload() {
    var caller = server.pro();
    var keyed = caller.with(KEY, newKey());
    long residence = residence(caller);

    Answer first =
        keyed.json("POST", TASKS, "{\"title\":\"one\",\"residence_id\":%d}".formatted(residence));
    Answer second =
        keyed.json(
            "POST", TASKS, "{ \"residence_id\": %d, \"title\": \"one\" }".formatted(residence));

    assertSame(second, first);
  }

  @Test
  void manyAtOnceShouldMakeOneTaskAndTellTheOthersToWait() {
    var caller = server.pro();
    var task = task(caller);
    var keyed = caller.with(KEY, newKey());
    var answers = new ArrayList<CompletableFuture<Answer>>();
    for (int i = 0; i < 50; i++) {
      answers.add(post(keyed, task));
    }

    var ended = answers.stream().map(CompletableFuture::join).toList();

    var made = ended.stream().filter(answer -> answer.status() == 201).toList();
    assertThat(made).isNotEmpty().allSatisfy(answer -> assertSame(answer, made.getFirst()));
    assertThat(ended)
        .filteredOn(answer -> answer.status() != 201)
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isEqualTo(409);
              assertThat(answer.json().getString("code")).isEqualTo("idempotency_key_running");
              assertThat(answer.header("retry-after")).contains("1");
            });
    assertThat(tasks(task)).isEqualTo(1);
  }

  @Test
  void aRefusedChangeShouldLeaveTheKeyFreeOrAnswerAlike() {
    var caller = server.pro();
    var keyed = caller.with(KEY, newKey());
    var impossible = task(caller).put("residence_id", Long.MAX_VALUE);

    Answer first = keyed.post(TASKS, impossible);

    assertThat(first.status()).isEqualTo(404);
    assertThat(keyed.post(TASKS, impossible).status()).isEqualTo(404);
  }

  /** The answer to COMMIT is lost with its connection, as when either process is killed. */
  @Test
  void aChangeWhoseAnswerWasLostShouldBeAnsweredWhenItIsAskedAgain() {
    var caller = server.pro();
    var task = task(caller);
    var keyed = caller.with(KEY, newKey());
    int lanes = server.openLanes();
    server
        .database()
        .execute(
            """
            create or replace function slow_commit() returns trigger language plpgsql as $$
            begin perform pg_sleep(0.5); return null; end $$;
            """);
    server
        .database()
        .execute(
            "create constraint trigger slow_commit after insert on task_task initially deferred"
                + " for each row execute function slow_commit()");
    try {
      var lost = post(keyed, task);
      Eventually.until(
          "COMMIT is at work",
          () ->
              server
                      .database()
                      .number(
                          "select count(*) from pg_stat_activity where query like 'COMMIT%'"
                              + " and state = 'active' and datname = current_database()")
                  > 0);
      server.postgresWire().blackhole(true);
      Eventually.until("the change is committed", () -> tasks(task) == 1);
      server.postgresWire().kill();
      server.postgresWire().blackhole(false);

      assertThat(lost.join().status()).isEqualTo(503);
    } finally {
      server.database().execute("drop trigger slow_commit on task_task");
    }
    var again = new ArrayList<Answer>();
    Eventually.until(
        "lanes are back",
        () -> {
          again.add(keyed.post(TASKS, task));
          return again.getLast().status() == 201;
        });
    Eventually.until("all lanes are back", () -> server.openLanes() == lanes);
    assertThat(again.getLast().json().getString("title")).isEqualTo(task.getString("title"));
    assertThat(tasks(task)).isEqualTo(1);
  }

  @Test
  void aChangeWhoseProcessWasKilledAfterItsCommitShouldBeAnsweredByAnother() {
    var someone = Person.register(server);
    var task = task(someone.api());
    String key = newKey();
    try (var dying = SecondProcess.beside(server)) {
      var there = dying.api().as(someone.token()).with(KEY, key);
      there.get("/api/auth/me/").expect(200);
      dying.database().shut();
      var lost = post(there, task);
      Eventually.until("the change is committed", () -> tasks(task) == 1);
      dying.kill();
      assertThat(lost).failsWithin(Duration.ofSeconds(20));
    }

    var keyed = someone.api().with(KEY, key);
    assertThat(keyed.post(TASKS, task).code()).isEqualTo("idempotency_key_running");
    server.redis().flush(); // as its mark ends with the time that its request may take
    var answer = keyed.post(TASKS, task).expect(201).json();
    assertThat(answer.getString("title")).isEqualTo(task.getString("title"));
    assertThat(tasks(task)).isEqualTo(1);
  }

  @Test
  void withoutRedisTheRowShouldDecideAlone() {
    var caller = server.pro();
    var task = task(caller);
    var keyed = caller.with(KEY, newKey());
    server.redisWire().refuse(true);
    server.redisWire().kill();
    try {
      Answer first = keyed.post(TASKS, task);

      assertThat(first.status()).isEqualTo(201);
      assertSame(keyed.post(TASKS, task), first);
      assertThat(tasks(task)).isEqualTo(1);
    } finally {
      server.redisWire().refuse(false);
    }
  }

  @Test
  void aKeyShouldBeFreeAgainAfterADay() {
    var caller = server.pro();
    var task = task(caller);
    String key = newKey();
    caller.with(KEY, key).post(TASKS, task);
    server
        .database()
        .execute(
            "update idempotency_key set created_at = now() - interval '25 hours' where key = '%s'"
                .formatted(key));

    assertThat(caller.with(KEY, key).post(TASKS, task).status()).isEqualTo(201);

    assertThat(tasks(task)).isEqualTo(2);
  }

  @Test
  void aKeyThatIsNoneShouldBeNamed() {
    var caller = server.pro();

    for (String bad : List.of("two words", "x".repeat(256))) {
      Answer answer = caller.with(KEY, bad).post(TASKS, task(caller));

      assertThat(answer.status()).as("%s: %s", bad, answer).isEqualTo(400);
      assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
          .isEqualTo("/header/Idempotency-Key");
    }
  }

  private static void assertSame(Answer answer, Answer first) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(first.status());
    assertThat(answer.body()).isEqualTo(first.body());
    assertThat(answer.header("etag")).isEqualTo(first.header("etag"));
  }

  private static long residence(Api caller) {
    return caller
        .post(
            "/api/residences/",
            new JsonObject().put("name", "Home " + UUID.randomUUID()).put("time_zone", "UTC"))
        .json()
        .getLong("id");
  }

  private static JsonObject task(Api caller) {
    return new JsonObject()
        .put("title", "Task " + UUID.randomUUID())
        .put("residence_id", residence(caller));
  }

  private long tasks(JsonObject task) {
    return server
        .database()
        .number("select count(*) from task_task where title = ?", task.getString("title"));
  }

  private static CompletableFuture<Answer> post(Api caller, JsonObject task) {
    return caller
        .with("Content-Type", "application/json")
        .later("POST", TASKS, BodyPublishers.ofString(task.encode()));
  }

  private static String newKey() {
    return UUID.randomUUID().toString();
  }
}
