package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.config.DatabaseSettings;
import com.honeydue.testing.Answer;
import com.honeydue.testing.TestServer;
import com.honeydue.testing.TestSettings;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who gets into the demo household: whoever ran the last seed, and nobody by a known password. */
class DemoHouseholdTest {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void everySeedShouldPrintTheOnlyPasswordThatWorks() throws Exception {
    var first = seed();
    signIn("demo@honeydue.example", first).expect(200);

    var second = seed();

    assertThat(second.getString("password"))
        .isNotEqualTo(first.getString("password"))
        .hasSizeGreaterThanOrEqualTo(32);
    for (String person : new String[] {"demo@honeydue.example", "partner@honeydue.example"}) {
      signIn(person, first).expect(401);
      signIn(person, second).expect(200);
    }
    for (var seeded : new JsonObject[] {first, second}) {
      server.api().as(seeded.getString("token")).get("/api/tasks/").expect(200);
    }
  }

  private static JsonObject seed() throws Exception {
    return new JsonObject(DemoHousehold.seed(settings()));
  }

  private static DatabaseSettings settings() {
    return TestSettings.of(
            Map.of(
                "DATABASE_URL", server.database().url(),
                "MIGRATION_DATABASE_URL", server.database().migrationUrl()))
        .database();
  }

  private static Answer signIn(String email, JsonObject seeded) {
    return server
        .api()
        .post(
            "/api/auth/login/",
            new JsonObject().put("username", email).put("password", seeded.getString("password")));
  }
}
