package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.Answer;
import com.honeydue.testing.Api;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The server without its Redis, without its database, and with a network that swallows packets. */
class OutageTest {

  private final TestServer server =
      TestServer.start(Map.of("DATABASE_STATEMENT_DEADLINE", "1s", "AUTH_LOCAL_CACHE", "0s"));
  private final Api someone = server.signedUp();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void withoutRedisItShouldStillServe() {
    server.redisWire().refuse(true);
    server.redisWire().kill();
    someone.get("/api/tasks/").expect(200);
    var registered = server.register();
    var newcomer = server.api().as(TestServer.token(registered));
    newcomer.get("/api/auth/me/").expect(200);
    newcomer.post("/api/auth/logout/").expect(204);
    newcomer.get("/api/auth/me/").expect(401);
    server.redisWire().refuse(false);
    someone.get("/api/tasks/").expect(200);
  }

  @Test
  void withARedisThatSwallowsPacketsItShouldStillServe() {
    server.redisWire().blackhole(true);
    someone.get("/api/tasks/").expect(200);
    someone.get("/api/tasks/").expect(200);
    server.redisWire().blackhole(false);
  }

  @Test
  void withoutADatabaseItShouldSaySoAndComeBackByItself() {
    server.postgresWire().refuse(true);
    server.postgresWire().kill();
    assertUnavailable(someone.get("/api/tasks/"));
    assertUnavailable(someone.post("/api/residences/", residence()));
    server.api().get("/api/health/live").expect(200);
    server.postgresWire().refuse(false);
    assertRecovers();
  }

  @Test
  void withADatabaseThatSwallowsPacketsItShouldSaySoAndComeBackByItself() {
    server.postgresWire().blackhole(true);
    assertUnavailable(someone.get("/api/tasks/"));
    assertUnavailable(someone.post("/api/residences/", residence()));
    server.postgresWire().blackhole(false);
    assertRecovers();
  }

  /**
   * Reads and writes work again, each in one round trip: the lanes have prepared everything anew.
   */
  private void assertRecovers() {
    Eventually.until("reads work again", () -> someone.get("/api/tasks/").status() == 200);
    Eventually.until(
        "writes work again", () -> someone.post("/api/residences/", residence()).status() < 500);
    // Lanes that are still opening are counted too, so this comes true with the last of them. One
    // whose question was swallowed is silent until it is given up, and whoever is on it then fails.
    Eventually.until(
        "every lane is prepared again, and a read costs one round trip", this::readsInOneRoundTrip);
  }

  private boolean readsInOneRoundTrip() {
    var status = new AtomicInteger();
    var trips = server.roundTrips(() -> status.set(someone.get("/api/residences/").status()));
    return status.get() == 200 && trips.count() == 1;
  }

  private static void assertUnavailable(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isPresent();
    assertThat(answer.code()).startsWith("database_");
  }

  private static JsonObject residence() {
    return new JsonObject().put("name", "Home").put("type", "house").put("time_zone", "UTC");
  }
}
