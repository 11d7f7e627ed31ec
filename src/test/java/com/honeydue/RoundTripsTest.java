package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.Answer;
import com.honeydue.testing.Api;
import com.honeydue.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every operation costs one database round trip, counted on the wire; the first sight of a token
 * that neither the process nor Redis knows costs one more.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoundTripsTest {

  /**
   * Noting a login happens later, on a lane of its own: it must not fall into another operation's
   * count. Without the local cache, Redis alone decides whether a token is known.
   */
  private static final Map<String, String> QUIET =
      Map.of("AUTH_SETTLE_AFTER", "60s", "AUTH_LOCAL_CACHE", "0s");

  private final TestServer server = TestServer.start(QUIET);
  private final Api someone = server.pro();
  private long home;
  private long task;

  @BeforeAll
  void settleIn() {
    home = created(someone.post("/api/residences/", residence("Home")));
    task = created(someone.post("/api/tasks/", task("Clean the gutters")));
  }

  @AfterAll
  void close() {
    server.close();
  }

  @Test
  void registerShouldCostOne() {
    assertCost(1, 201, () -> server.api().post("/api/auth/register/", account("newcomer")));
  }

  @Test
  void loginShouldCostOne() {
    var name = server.register().getJsonObject("user").getString("username");
    assertCost(1, 200, () -> server.api().post("/api/auth/login/", login(name)));
  }

  @Test
  void meShouldCostOne() {
    assertCost(1, 200, () -> someone.get("/api/auth/me/"));
  }

  @Test
  void refreshShouldCostOne() {
    var other = server.signedUp();
    assertCost(1, 200, () -> other.post("/api/auth/refresh/"));
  }

  @Test
  void logoutShouldCostOne() {
    var other = server.signedUp();
    assertCost(1, 204, () -> other.post("/api/auth/logout/"));
  }

  @Test
  void residenceOperationsShouldCostOneEach() {
    assertCost(1, 200, () -> someone.get("/api/residences/"));
    assertCost(1, 200, () -> someone.get("/api/residences/" + home + "/"));
    assertCost(
        1,
        200,
        () ->
            someone.patch("/api/residences/" + home + "/", new JsonObject().put("name", "House")));
    long other =
        created(assertCost(1, 201, () -> someone.post("/api/residences/", residence("Cabin"))));
    assertCost(1, 204, () -> someone.delete("/api/residences/" + other + "/"));
  }

  @Test
  void taskOperationsShouldCostOneEach() {
    assertCost(1, 200, () -> someone.get("/api/tasks/"));
    assertCost(1, 200, () -> someone.get("/api/tasks/?updated_since=2026-01-01T00:00:00Z"));
    assertCost(1, 200, () -> someone.get("/api/tasks/by-residence/" + home + "/"));
    assertCost(1, 200, () -> someone.get("/api/tasks/" + task + "/"));
    assertCost(
        1,
        200,
        () -> someone.patch("/api/tasks/" + task + "/", new JsonObject().put("title", "Gutters")));
    assertCost(1, 200, () -> someone.put("/api/tasks/" + task + "/", replacement()));
    long other = created(assertCost(1, 201, () -> someone.post("/api/tasks/", task("Sweep"))));
    assertCost(
        1,
        null,
        () ->
            someone.post(
                "/api/tasks/" + other + "/quick-complete/",
                new JsonObject().put("occurrence", "2026-11-20")));
    assertCost(1, 204, () -> someone.delete("/api/tasks/" + other + "/"));
  }

  @Test
  void aTokenNobodyHasSeenShouldCostOneMore() {
    var signedIn = server.register();
    server.redis().flush();
    var stranger = server.api().as(TestServer.token(signedIn));
    assertCost(2, 200, () -> stranger.get("/api/tasks/"));
    assertCost(1, 200, () -> stranger.get("/api/tasks/"));
    // The others' token was forgotten, too.
    someone.get("/api/auth/me/").expect(200);
  }

  private Answer assertCost(
      int roundTrips, @org.jspecify.annotations.Nullable Integer status, Supplier<Answer> request) {
    var answers = new java.util.ArrayList<Answer>();
    var cost = server.roundTrips(() -> answers.add(request.get()));
    var answer = answers.getFirst();
    if (status != null) {
      assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    } else {
      assertThat(answer.status()).as(answer.toString()).isBetween(200, 299);
    }
    assertThat(cost.count())
        .as(answer.method() + " " + answer.path() + "\n" + cost)
        .isEqualTo(roundTrips);
    return answer;
  }

  private static long created(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    return Objects.requireNonNull(answer.json().getLong("id"));
  }

  private JsonObject task(String title) {
    return new JsonObject()
        .put("residence_id", home)
        .put("title", title)
        .put("category", "general")
        .put("frequency", "monthly")
        .put("due_date", "2026-11-20");
  }

  private JsonObject replacement() {
    var body = task("Gutters again");
    body.remove("residence_id");
    return body;
  }

  private static JsonObject residence(String name) {
    return new JsonObject()
        .put("name", name)
        .put("type", "house")
        .put("time_zone", "Europe/Berlin");
  }

  private static JsonObject account(String name) {
    return new JsonObject()
        .put("username", name)
        .put("email", name + "@example.org")
        .put("password", TestServer.PASSWORD);
  }

  private static JsonObject login(String name) {
    return new JsonObject().put("username", name).put("password", TestServer.PASSWORD);
  }
}
