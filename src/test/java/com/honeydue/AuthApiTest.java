package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.Api;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.TestDatabase;
import com.honeydue.testing.TestRedis;
import com.honeydue.testing.TestSettings;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Accounts over HTTP, every answer held against the published contract. */
class AuthApiTest {

  private static final String PASSWORD = "correct horse battery";

  private static TestDatabase database;
  private static TestRedis redis;
  private static Server server;
  private static Api api;

  @BeforeAll
  static void start() throws Exception {
    database = TestDatabase.create();
    redis = TestRedis.create();
    Map<String, String> environment = new HashMap<>(TestSettings.environment(database, redis));
    environment.put("DATABASE_LOOPS", "2");
    server = Server.start(TestSettings.of(environment));
    api = Api.of(URI.create("http://127.0.0.1:" + server.port()));
  }

  @AfterAll
  static void stop() {
    server.stop();
    redis.close();
    database.close();
  }

  @Test
  void anAccountShouldLiveThroughASession() {
    var registered = api.post("/api/auth/register/", registration("anna")).expect(201).json();
    assertThat(registered.getJsonObject("user").fieldNames())
        .containsExactlyInAnyOrder(
            "id",
            "username",
            "email",
            "first_name",
            "last_name",
            "email_verified",
            "is_staff",
            "time_zone",
            "locale",
            "avatar_upload_id",
            "date_joined",
            "version");
    var me = api.as(registered.getString("token")).get("/api/auth/me/").expect(200);
    assertThat(me.json()).isEqualTo(registered.getJsonObject("user"));
    assertThat(me.tag()).isEqualTo("\"1\"");
    api.as(registered.getString("token"))
        .with("If-None-Match", me.tag())
        .get("/api/auth/me/")
        .expect(304);

    var signedIn = api.post("/api/auth/login/", credentials("anna@EXAMPLE.com", PASSWORD));
    String token = signedIn.expect(200).json().getString("token");
    assertThat(signedIn.header("Cache-Control")).contains("no-store");
    var refreshed = api.as(token).post("/api/auth/refresh/").expect(200).json();
    var caller = api.with("Authorization", "Bearer " + refreshed.getString("token"));
    caller.get("/api/auth/me/").expect(200);
    caller.post("/api/auth/logout/").expect(204);
    Eventually.until("the session has ended", () -> caller.get("/api/auth/me/").status() == 401);
    Eventually.until(
        "its old token has ended", () -> api.as(token).get("/api/auth/me/").status() == 401);
    api.as(registered.getString("token")).post("/api/auth/logout/?all=true").expect(204);
    Eventually.until(
        "every session has ended",
        () -> api.as(registered.getString("token")).get("/api/auth/me/").status() == 401);
  }

  @Test
  void aTakenNameShouldBeAConflictThatNamesTheField() {
    api.post("/api/auth/register/", registration("bert")).expect(201);
    var problem =
        api.post("/api/auth/register/", registration("bert").put("email", "other@example.com"))
            .expect(409);
    assertThat(problem.code()).isEqualTo("username_taken");
    assertThat(problem.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
        .isEqualTo("/username");
  }

  @Test
  void wrongCredentialsShouldBeOneAnswer() {
    api.post("/api/auth/register/", registration("carla")).expect(201);
    var wrong = api.post("/api/auth/login/", credentials("carla", "incorrect horse")).expect(401);
    var unknown = api.post("/api/auth/login/", credentials("nobody", PASSWORD)).expect(401);
    assertThat(wrong.code()).isEqualTo("invalid_credentials").isEqualTo(unknown.code());
    assertThat(wrong.header("WWW-Authenticate")).isPresent();
  }

  @Test
  void whatTheContractDoesNotAllowShouldBeRefusedWithTheField() {
    for (var wrong :
        Map.of(
                "/username", registration("with blank").put("username", "with blank"),
                "/email", registration("dora").put("email", "not an address"),
                "/password", registration("dora").put("password", "short"),
                "/locale", registration("dora").put("locale", "German"),
                "/time_zone", registration("dora").put("time_zone", "Mars/Olympus"),
                "/is_staff", registration("dora").put("is_staff", true))
            .entrySet()) {
      var problem = api.post("/api/auth/register/", wrong.getValue()).expect(400);
      assertThat(problem.json().getJsonArray("errors").encode())
          .as(wrong.getKey())
          .contains(wrong.getKey());
    }
    assertThat(database.number("select count(*) from auth_user where username = 'dora'")).isZero();
  }

  @Test
  void aRequestWithoutATokenShouldBeRefused() {
    api.get("/api/auth/me/").expect(401);
    api.as("nonsense").get("/api/auth/me/").expect(401);
    api.post("/api/auth/logout/").expect(401);
    api.post("/api/auth/refresh/").expect(401);
  }

  private static JsonObject registration(String username) {
    return new JsonObject()
        .put("username", username)
        .put("email", username + "@example.com")
        .put("password", PASSWORD)
        .put("time_zone", "Europe/Berlin")
        .put("locale", "de-AT")
        .put("device_name", "a test");
  }

  private static JsonObject credentials(String username, String password) {
    return new JsonObject().put("username", username).put("password", password);
  }
}
