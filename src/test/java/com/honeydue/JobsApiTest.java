package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.Answer;
import com.honeydue.testing.Api;
import com.honeydue.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What staff see of jobs and do to them; nothing does any here, so they stay where they are. */
class JobsApiTest {

  private static final String TYPE = "jobs.sweep_dead";

  private static TestServer server;
  private static Api staff;

  @BeforeAll
  static void open() {
    server = TestServer.start();
    var account = server.register();
    long id = account.getJsonObject("user").getLong("id");
    server.database().execute("update auth_user set is_staff = true where id = " + id);
    staff = server.api().as(signIn(account));
  }

  @AfterAll
  static void close() {
    server.close();
  }

  @BeforeEach
  void empty() {
    server.database().execute("delete from jobs_outbox", "delete from jobs_dead");
    for (String keys : List.of("hdj:job:*", "hdj:wait:*", "hdj:run:*", "hdj:later", "hdj:paused")) {
      server
          .redis()
          .number(
              "local n = 0 for _, k in ipairs(redis.call('KEYS', '"
                  + keys
                  + "')) do n = n + redis.call('DEL', k) end return n");
    }
  }

  @Test
  void shouldShowWhatWaitsOldestFirstPageByPage() {
    for (int i = 1; i <= 5; i++) {
      wait("job-" + i, i);
    }
    var first = list("state=pending&limit=2");
    assertThat(ids(first)).containsExactly("job-1", "job-2");
    var second = list("state=pending&limit=2&cursor=" + first.getString("next_cursor"));
    assertThat(ids(second)).containsExactly("job-3", "job-4");
    var third = list("state=pending&limit=2&cursor=" + second.getString("next_cursor"));
    assertThat(ids(third)).containsExactly("job-5");
    assertThat(third.getString("next_cursor")).isNull();
    assertThat(ids(list("state=pending&type=mail.verify_email"))).isEmpty();
    var shown = first.getJsonArray("items").getJsonObject(0);
    assertThat(shown.getString("type")).isEqualTo(TYPE);
    assertThat(shown.getString("queue")).isEqualTo("low");
    assertThat(shown.getString("made_at")).isEqualTo("1970-01-01T00:00:01Z");
  }

  @Test
  void shouldHandOverTheJobThatARequestLeft() {
    server.register();
    assertThat(ids(list("state=pending&type=mail.verify_email")))
        .as("at once, without any worker")
        .containsExactly(
            String.valueOf(
                server
                    .database()
                    .column("select id from jobs_outbox where type = 'mail.verify_email'")
                    .getFirst()));
  }

  @Test
  void shouldTryADeadJobAgain() {
    var id = dead(true);
    var seen = list("state=dead").getJsonArray("items").getJsonObject(0);
    assertThat(seen.getMap())
        .containsAllEntriesOf(Map.of("id", id.toString(), "error", "no_luck", "attempts", 3));

    assertThat(staff.post("/api/admin/jobs/" + id + "/retry/", new JsonObject()).status())
        .isEqualTo(204);

    assertThat(ids(list("state=dead"))).isEmpty();
    assertThat(ids(list("state=pending"))).containsExactly(id.toString());
    assertThat(server.database().number("select count(*) from jobs_outbox where id = ?", id))
        .isOne();
    assertProblem(
        staff.post("/api/admin/jobs/" + id + "/retry/", new JsonObject()), 404, "not_found");
  }

  @Test
  void shouldNotReviveWhatWasAskedForAgain() {
    server
        .database()
        .execute(
            "insert into jobs_outbox (type, payload) values ('account.export', '{\"user_id\":"
                + " 7}')");
    var id = UUID.randomUUID();
    server
        .database()
        .execute(
            "insert into jobs_dead (id, type, payload, created_at, attempts, error, from_outbox)"
                + " values ('"
                + id
                + "', 'account.export', '{\"user_id\": 7}', now(), 3, 'no_luck', true)");
    assertProblem(
        staff.post("/api/admin/jobs/" + id + "/retry/", new JsonObject()), 409, "same_job_waits");
    assertThat(ids(list("state=dead"))).containsExactly(id.toString());
  }

  @Test
  void shouldRunAtOnceWhatWaitsForItsTime() {
    wait("later", 1);
    server.redis().run("LREM hdj:wait:" + TYPE + " 0 later");
    server.redis().run("ZADD hdj:later 99999999999999 later");
    assertThat(ids(list("state=later"))).containsExactly("later");
    assertThat(staff.post("/api/admin/jobs/later/retry/", new JsonObject()).status())
        .isEqualTo(204);
    assertThat(ids(list("state=later"))).isEmpty();
    assertThat(ids(list("state=pending"))).containsExactly("later");
  }

  @Test
  void shouldDeleteWhatWaitsAndAskWhatRunsToEnd() {
    wait("waiting", 1);
    wait("running", 2);
    server.redis().run("LREM hdj:wait:" + TYPE + " 0 running");
    server.redis().run("ZADD hdj:run:" + TYPE + " 99999999999999 running");
    server.redis().run("HSET hdj:job:running state active");
    var dead = dead(false);

    for (String id : List.of("waiting", "running", dead.toString())) {
      assertThat(staff.delete("/api/admin/jobs/" + id + "/").status()).isEqualTo(204);
    }

    assertThat(ids(list("state=pending"))).isEmpty();
    assertThat(ids(list("state=active"))).containsExactly("running");
    assertThat(
            server
                .redis()
                .number("return tonumber(redis.call('HGET', 'hdj:job:running', 'cancel'))"))
        .isOne();
    assertThat(ids(list("state=dead"))).isEmpty();
    assertProblem(staff.delete("/api/admin/jobs/waiting/"), 404, "not_found");
  }

  @Test
  void shouldPauseATypeAndShowIt() {
    wait("a", 1);
    assertThat(staff.post("/api/admin/job-types/" + TYPE + "/pause/", new JsonObject()).status())
        .isEqualTo(204);
    assertThat(type().getBoolean("paused")).isTrue();
    assertThat(type().getLong("pending")).isOne();
    assertThat(type().getLong("oldest_age_seconds")).isPositive();
    assertThat(staff.post("/api/admin/job-types/" + TYPE + "/resume/", new JsonObject()).status())
        .isEqualTo(204);
    assertThat(type().getBoolean("paused")).isFalse();
    assertProblem(
        staff.post("/api/admin/job-types/no.such/pause/", new JsonObject()), 404, "not_found");
  }

  @Test
  void shouldNoteEveryActInTheAuditTrail() {
    long before = server.database().number("select count(*) from admin_auditentry");
    list("state=pending");
    list("state=dead");
    type();
    assertThat(server.database().number("select count(*) from admin_auditentry") - before)
        .isEqualTo(3);
  }

  private static JsonObject list(String query) {
    var answer = staff.get("/api/admin/jobs/?" + query);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private static JsonObject type() {
    return staff.get("/api/admin/job-types/").json().getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .filter(type -> type.getString("type").equals(TYPE))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> ids(JsonObject page) {
    return page.getJsonArray("items").stream()
        .map(item -> ((JsonObject) item).getString("id"))
        .toList();
  }

  private static void wait(String id, int second) {
    server.redis().run("SADD hdj:types " + TYPE);
    server
        .redis()
        .run(
            "HSET hdj:job:%s type %s state pending payload {} outbox 0 trace - attempt 0 made %3$d ready %3$d"
                .formatted(id, TYPE, second * 1000));
    server.redis().run("LPUSH hdj:wait:" + TYPE + " " + id);
  }

  private static UUID dead(boolean fromOutbox) {
    var id = UUID.randomUUID();
    server
        .database()
        .execute(
            "insert into jobs_dead (id, type, payload, created_at, attempts, error, from_outbox)"
                + " values ('"
                + id
                + "', '"
                + TYPE
                + "', '{}', now(), 3, 'no_luck', "
                + fromOutbox
                + ")");
    return id;
  }

  private static void assertProblem(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().getString("code")).isEqualTo(code);
  }

  private static String signIn(JsonObject account) {
    return TestServer.token(
        server
            .api()
            .post(
                "/api/auth/login/",
                new JsonObject()
                    .put("username", account.getJsonObject("user").getString("username"))
                    .put("password", TestServer.PASSWORD))
            .json());
  }
}
