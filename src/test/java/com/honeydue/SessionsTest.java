package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.Eventually;
import com.honeydue.testing.TestServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The list of sessions, and ending them one by one. */
class SessionsTest {

  private static final String PATH = "/api/auth/sessions/";

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(Map.of("AUTH_SETTLE_AFTER", "20ms"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void everySessionShouldBeListedWithItsDevice() {
    var anna = Person.register(server);
    var login =
        server
            .api()
            .with("User-Agent", "honeyDue/3.2 (iOS)")
            .post(
                "/api/auth/login/",
                new JsonObject()
                    .put("username", anna.email())
                    .put("password", Person.PASSWORD)
                    .put("device_name", "Anna's phone"))
            .expect(200)
            .json();
    var phone = server.api().as(TestServer.token(login));
    var refreshed = server.api().as(TestServer.token(phone.post("/api/auth/refresh/").json()));
    var listed = refreshed.get(PATH).expect(200).json();
    assertThat(listed.getString("next_cursor")).isNull();
    var items = listed.getJsonArray("items");
    assertThat(items).hasSize(2);
    var newest = items.getJsonObject(0);
    assertThat(newest.getString("device_name")).isEqualTo("Anna's phone");
    assertThat(newest.getBoolean("current")).isTrue();
    assertThat(newest.getInstant("last_seen_at")).isBeforeOrEqualTo(Instant.now());
    assertThat(items.getJsonObject(1).getBoolean("current")).isFalse();
    assertThat(items.getJsonObject(1).getString("device_name")).isNull();
    assertThat(
            anna.api()
                .get(PATH)
                .json()
                .getJsonArray("items")
                .getJsonObject(1)
                .getBoolean("current"))
        .isTrue();
  }

  @Test
  void aSessionShouldNotBeListedBeforeItsPasswordWasRight() {
    var bert = Person.register(server);
    bert.login("incorrect horse").expect(401);
    assertThat(sessions(bert)).hasSize(1);
  }

  @Test
  void pagesShouldFollowEachOther() {
    var carla = Person.register(server);
    for (int n = 0; n < 4; n++) {
      carla.signIn();
    }
    Eventually.until("all are sessions to show", () -> sessions(carla).size() == 5);
    var first = carla.api().get(PATH + "?limit=2").json();
    var second = carla.api().get(PATH + "?limit=2&cursor=" + first.getString("next_cursor")).json();
    var third = carla.api().get(PATH + "?limit=2&cursor=" + second.getString("next_cursor")).json();
    assertThat(third.getString("next_cursor")).isNull();
    assertThat(
            Stream.of(first, second, third)
                .flatMap(page -> page.getJsonArray("items").stream())
                .map(item -> ((JsonObject) item).getLong("id")))
        .hasSize(5)
        .doesNotHaveDuplicates()
        .isSortedAccordingTo((a, b) -> Long.compare(b, a));
  }

  @Test
  void oneEndedSessionShouldLeaveTheOthers() {
    var dora = Person.register(server);
    var phone = dora.signIn();
    assertThat(Person.isAlive(phone)).isTrue();
    long id =
        phone.get(PATH).json().getJsonArray("items").stream()
            .map(JsonObject.class::cast)
            .filter(session -> session.getBoolean("current"))
            .findFirst()
            .orElseThrow()
            .getLong("id");
    dora.api().delete(PATH + id + "/").expect(204);
    Eventually.until("it has ended", () -> !Person.isAlive(phone));
    assertThat(Person.isAlive(dora.api())).isTrue();
    dora.api().delete(PATH + id + "/").expect(404);
  }

  @Test
  void aStrangersSessionShouldNotExist() {
    var emil = Person.register(server);
    var stranger = Person.register(server);
    long id = sessions(emil).getJsonObject(0).getLong("id");
    stranger.api().delete(PATH + id + "/").expect(404);
    stranger.api().delete(PATH + Long.MAX_VALUE + "/").expect(404);
    assertThat(Person.isAlive(emil.api())).isTrue();
  }

  private static JsonArray sessions(Person person) {
    return person.api().get(PATH).expect(200).json().getJsonArray("items");
  }
}
