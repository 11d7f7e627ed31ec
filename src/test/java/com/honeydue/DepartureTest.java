package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.auth.Mailbox;
import com.honeydue.testing.Answer;
import com.honeydue.testing.Api;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.TestServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Accounts that go, and what goes with them. */
class DepartureTest {

  private static final String PATH = "/api/auth/account/";
  private static final String DRY = PATH + "?dry_run=true";

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(Mailbox.SETTINGS);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aDryRunShouldSayWhatWouldGoAndChangeNothing() {
    var anna = Person.register(server);
    var bert = Person.register(server);
    pro(anna);
    long alone = residence(anna, "Alone");
    long shared = residence(anna, "Shared");
    long berts = residence(bert, "Bert's");
    task(anna, alone);
    join(bert, shared);
    join(anna, berts);
    var plan = anna.api().delete(DRY).expect(200).json();
    assertThat(plan.getBoolean("dry_run")).isTrue();
    assertThat(ids(plan, "deleted")).containsExactly(alone);
    assertThat(plan.getJsonArray("deleted").getJsonObject(0).getLong("tasks")).isOne();
    assertThat(ids(plan, "need_new_owner")).containsExactly(shared);
    assertThat(plan.getJsonArray("need_new_owner").getJsonObject(0).getLong("people")).isEqualTo(2);
    assertThat(ids(plan, "left")).containsExactly(berts);
    assertThat(Person.isAlive(anna.api())).isTrue();
    assertThat(anna.api().delete(DRY).json()).isEqualTo(plan);
  }

  @Test
  void aSharedHomeShouldKeepItsOwnersAccount() {
    var carla = Person.register(server);
    long home = residence(carla, "Shared");
    join(Person.register(server), home);
    var refused = carla.api().delete(PATH).expect(409);
    assertThat(refused.code()).isEqualTo("residences_shared");
    assertThat(ids(refused.json(), "residences")).containsExactly(home);
    assertThat(Person.isAlive(carla.api())).isTrue();
    assertThat(jobs("account.erase", carla)).isZero();
  }

  @Test
  void anAccountShouldGoWithAllThatIsItsOwn() {
    var dora = Person.register(server);
    var emil = Person.register(server);
    long home = residence(dora, "Alone");
    task(dora, home);
    long emils = residence(emil, "Emil's");
    join(dora, emils);
    long done = task(emil, emils);
    dora.api()
        .post(
            "/api/tasks/" + done + "/quick-complete/",
            new JsonObject().put("occurrence", "2026-06-01"))
        .expect(201);
    var other = dora.signIn();
    assertThat(Person.isAlive(other)).isTrue();
    var gone = dora.api().delete(PATH).expect(200).json();
    assertThat(gone.getBoolean("dry_run")).isFalse();
    assertThat(ids(gone, "deleted")).containsExactly(home);
    Eventually.until(
        "its sessions have ended", () -> !Person.isAlive(dora.api()) && !Person.isAlive(other));
    dora.login(Person.PASSWORD).expect(401);
    for (String left :
        new String[] {
          "auth_user where id = ",
          "residence_residence where owner_id = ",
          "residence_residenceuser where user_id = ",
          "user_authtoken where user_id = ",
          "user_verificationcode where user_id = ",
          "task_task where created_by_id = "
        }) {
      assertThat(server.database().number("select count(*) from " + left + dora.id()))
          .as(left)
          .isZero();
    }
    emil.api().get("/api/tasks/" + done + "/").expect(200);
    assertThat(jobs("account.erase", dora)).isOne();
    assertThat(jobs("mail.account_deleted", dora)).isOne();
  }

  /** As whoever makes or deletes a home does: two of them can not wait for each other. */
  @Test
  void whatIsCountedShouldBeLockedBeforeTheAccount() throws SQLException {
    var nora = Person.register(server);
    residence(nora, "Alone");
    try (var holder = server.database().connect();
        var session = holder.createStatement()) {
      holder.setAutoCommit(false);
      session.execute(
          "select 1 from subscription_usage where user_id = %d for update".formatted(nora.id()));
      var leaving = CompletableFuture.supplyAsync(() -> nora.api().delete(PATH));
      Eventually.until(
          "it waits",
          () ->
              server
                      .database()
                      .number(
                          "select count(*) from pg_stat_activity"
                              + " where datname = current_database() and wait_event_type = 'Lock'")
                  > 0);
      assertThat(
              server
                  .database()
                  .column(
                      "select id from auth_user where id = ? for update skip locked", nora.id()))
          .containsExactly(nora.id());
      holder.rollback();
      leaving.join();
    }
  }

  @Test
  void anOldSessionShouldHaveToSignInAgain() {
    var fritz = Person.register(server);
    server
        .database()
        .execute(
            "update user_authtoken set created = now() - interval '11 minutes' where user_id = "
                + fritz.id());
    assertThat(fritz.api().delete(PATH).expect(403).code()).isEqualTo("sign_in_again");
    fritz.api().delete(DRY).expect(200);
    // A refreshed token is no sign-in.
    var refreshed = fritz.api().post("/api/auth/refresh/").expect(200).json();
    assertThat(server.api().as(TestServer.token(refreshed)).delete(PATH).expect(403).code())
        .isEqualTo("sign_in_again");
    fritz.signIn().delete(PATH).expect(200);
  }

  /**
   * The joining transaction has read that the home exists, and commits before the deletion looks.
   */
  @Test
  void whoeverJoinsMeanwhileShouldNotLoseTheHome() throws SQLException {
    var greta = Person.register(server);
    var hugo = Person.register(server);
    long home = residence(greta, "To be shared");
    CompletableFuture<Answer> deletion;
    try (var joining = server.database().connect()) {
      joining.setAutoCommit(false);
      try (var statement = joining.createStatement()) {
        statement.execute(
            "insert into residence_residenceuser (residence_id, user_id, role) values (%d, %d, 'member')"
                .formatted(home, hugo.id()));
        deletion = CompletableFuture.supplyAsync(() -> greta.api().delete(PATH));
        Eventually.until(
            "the deletion waits",
            () -> server.database().number("select count(*) from pg_locks where not granted") > 0);
      }
      joining.commit();
    }
    assertThat(deletion.join().expect(409).code()).isEqualTo("residences_shared");
    hugo.api().get("/api/residences/" + home + "/").expect(200);
  }

  @Test
  void anExportShouldBeAskedForOnceAtATime() {
    var ida = Person.register(server);
    var answers = Person.atOnce(10, () -> ida.api().post("/api/auth/export/"));
    assertThat(answers).extracting(Answer::status).containsOnly(202);
    assertThat(jobs("account.export", ida)).isOne();
    server.database().execute("delete from jobs_outbox where type = 'account.export'");
    ida.api().post("/api/auth/export/").expect(202);
    assertThat(jobs("account.export", ida)).isOne();
  }

  private static long jobs(String type, Person person) {
    return server
        .database()
        .number(
            "select count(*) from jobs_outbox where type = ? and payload ->> 'user_id' = ?",
            type,
            Long.toString(person.id()));
  }

  private static java.util.List<Long> ids(JsonObject plan, String field) {
    JsonArray residences = plan.getJsonArray(field);
    return residences.stream().map(each -> ((JsonObject) each).getLong("id")).toList();
  }

  private static void pro(Person person) {
    server
        .database()
        .execute(
            "update subscription_usersubscription set tier = 'pro' where user_id = " + person.id());
  }

  private static long residence(Person owner, String name) {
    return made(owner.api(), "/api/residences/", new JsonObject().put("name", name));
  }

  private static long task(Person by, long residence) {
    return made(
        by.api(),
        "/api/tasks/",
        new JsonObject()
            .put("residence_id", residence)
            .put("title", "Clean the gutters")
            .put("frequency", "monthly")
            .put("due_date", "2026-06-01"));
  }

  private static long made(Api api, String path, JsonObject body) {
    return api.post(path, body).expect(201).json().getLong("id");
  }

  private static void join(Person person, long residence) {
    server
        .database()
        .execute(
            "insert into residence_residenceuser (residence_id, user_id, role) values (%d, %d, 'member')"
                .formatted(residence, person.id()));
  }
}
