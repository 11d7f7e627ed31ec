package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.honeydue.db.Migrations;
import com.honeydue.testing.Api;
import com.honeydue.testing.TestDatabase;
import com.honeydue.testing.TestRedis;
import com.honeydue.testing.TestSettings;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The scripts of {@code docs/operations/migrating.md}, run on what is assumed of the old tables.
 */
class TakeoverTest {

  private static final Path SCRIPTS = Path.of("scripts", "takeover");
  private static final Path ASSUMED =
      Path.of("src", "test", "resources", "legacy", "assumed-former-system.sql");
  private static final String KEY = "9944b09199c62bcf9418ad846dd0e4bbdfc6ee4b";

  private final TestDatabase database = TestDatabase.empty();
  private final TestRedis redis = TestRedis.create();

  @BeforeEach
  void assume() throws Exception {
    run(ASSUMED);
  }

  @AfterEach
  void close() {
    redis.close();
    database.close();
  }

  @Test
  void peopleShouldFindTheirHomesAndTasksAgain() throws Exception {
    takeOver();
    var server = Server.start(TestSettings.of(TestSettings.environment(database, redis)));
    try {
      var api = Api.of(URI.create("http://127.0.0.1:" + server.port()));
      var greta = api.as(KEY);
      assertThat(greta.get("/api/auth/me/").expect(200).json().getString("time_zone"))
          .isEqualTo("America/Chicago");
      assertThat(greta.get("/api/residences/").expect(200).json().getJsonArray("items")).hasSize(2);
      var task = greta.get("/api/tasks/31/").expect(200).json();
      assertThat(task.getString("title")).isEqualTo("Clean the gutters");
      assertThat(task.getString("next_due_date")).isEqualTo("2026-10-31");
      var signedIn =
          api.post(
                  "/api/auth/login/",
                  new JsonObject().put("username", "greta@example.com").put("password", "hello"))
              .expect(200)
              .json();
      assertThat(signedIn.getJsonObject("user").getLong("id")).isEqualTo(7);
      // What is made from now on gets numbers that were never given, and limits count what was
      // there.
      var newcomer =
          api.post(
                  "/api/auth/register/",
                  new JsonObject()
                      .put("username", "newcomer")
                      .put("email", "newcomer@example.com")
                      .put("password", "correct horse battery"))
              .expect(201)
              .json();
      assertThat(newcomer.getJsonObject("user").getLong("id")).isEqualTo(10);
      assertThat(
              greta
                  .post("/api/residences/", new JsonObject().put("name", "A third"))
                  .expect(403)
                  .code())
          .isEqualTo("tier_limit_reached");
    } finally {
      server.stop();
    }
  }

  @Test
  void whatCanNotBeTakenOverShouldStopItBeforeAnythingIsCopied() throws Exception {
    database.execute(
        "insert into auth_user (password, username, email, date_joined) values ('!', 'GRETA',"
            + " 'greta2@example.com', now())");
    assertThatThrownBy(this::takeOver).hasMessageContaining("one address or user name: 1, 7");
    assertThat(database.number("select count(*) from public.auth_user")).isZero();
  }

  @Test
  void goingBackShouldLeaveTheFormerTablesAsTheyWere() throws Exception {
    String rows = "select string_agg(t::text, '|' order by t.id) from public.task_task t";
    var before = database.column(rows);
    takeOver();
    run(SCRIPTS.resolve("go-back.sql"));
    assertThat(database.column(rows)).isEqualTo(before);
    assertThat(database.number("select count(*) from public.user_authtoken")).isOne();
    assertThat(database.number("select count(*) from abandoned.auth_user")).isEqualTo(2);
    assertThat(database.number("select count(*) from pg_namespace where nspname = 'legacy'"))
        .isZero();
    // And the next try is as the first.
    database.execute("drop schema abandoned cascade");
    takeOver();
    assertThat(database.number("select count(*) from public.task_task")).isEqualTo(3);
  }

  private void takeOver() throws Exception {
    run(SCRIPTS.resolve("1-set-aside.sql"));
    new Migrations(TestSettings.of(TestSettings.environment(database, redis)).database()).migrate();
    run(SCRIPTS.resolve("2-copy.sql"));
  }

  /** As psql would with --single-transaction. */
  private void run(Path script) throws IOException, SQLException {
    try (var connection = database.connectAs(TestDatabase.OWNER);
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("set local takeover.time_zone = 'America/Chicago'");
      statement.execute(Files.readString(script));
      connection.commit();
    }
  }
}
