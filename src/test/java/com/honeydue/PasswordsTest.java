package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.auth.Mailbox;
import com.honeydue.auth.NotedLater;
import com.honeydue.testing.Answer;
import com.honeydue.testing.Api;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Passwords that are changed or forgotten, and the sessions that end with them. */
class PasswordsTest {

  private static final String NEW = "gravel under blue lamps";

  private static TestServer server;
  private static Mailbox mailbox;

  @BeforeAll
  static void start() {
    Map<String, String> settings = new HashMap<>(Mailbox.SETTINGS);
    settings.put("AUTH_HASH_QUEUE", "1000");
    server = TestServer.start(settings);
    mailbox = new Mailbox(server.database());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aChangedPasswordShouldEndEveryOtherSession() {
    var anna = Person.register(server);
    var other = anna.signIn();
    assertThat(Person.isAlive(other)).isTrue();
    change(anna.api(), Person.PASSWORD, NEW).expect(204);
    assertThat(Person.isAlive(anna.api())).as("this session").isTrue();
    Eventually.until("the other has ended", () -> !Person.isAlive(other));
    anna.login(Person.PASSWORD).expect(401);
    anna.login(NEW).expect(200);
    assertThat(mailbox.count("mail.password_changed", anna.email())).isOne();
    // With the session's refreshed token as well.
    var refreshed = anna.api().post("/api/auth/refresh/").expect(200).json();
    change(server.api().as(TestServer.token(refreshed)), NEW, Person.PASSWORD).expect(204);
    anna.login(Person.PASSWORD).expect(200);
  }

  @Test
  void aWrongOldPasswordShouldChangeNothing() {
    var bert = Person.register(server);
    var other = bert.signIn();
    var wrong = change(bert.api(), "not the password", NEW).expect(400);
    assertThat(wrong.code()).isEqualTo("wrong_password");
    assertThat(wrong.json().getJsonArray("errors").encode()).contains("/old_password");
    assertThat(Person.isAlive(other)).isTrue();
    bert.login(Person.PASSWORD).expect(200);
    assertThat(mailbox.count("mail.password_changed", bert.email())).isZero();
  }

  /** Also one that the sessions do not know the salt of. */
  @Test
  void aPasswordInAnOldFormShouldBeChangedToo() {
    for (String stored :
        List.of(
            "pbkdf2_sha256$180000$btQDcwXF2RoK6Q$D4cC7bgbaIZGHsTdw9TYhRfuLfLGbsZlI4Rp802e7kU=",
            "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc")) {
      var carla = Person.register(server);
      assertThat(Person.isAlive(carla.api())).isTrue();
      server
          .database()
          .execute(
              "update auth_user set password = '%s' where id = %d".formatted(stored, carla.id()));
      assertThat(change(carla.api(), Person.PASSWORD, NEW).expect(400).code())
          .isEqualTo("wrong_password");
      change(carla.api(), stored.startsWith("pbkdf2") ? "hello" : "password", NEW).expect(204);
      carla.login(NEW).expect(200);
    }
  }

  @Test
  void anAccountWithoutAPasswordShouldHaveNoneThatFits() {
    var dora = Person.register(server);
    server.database().execute("update auth_user set password = '!' where id = " + dora.id());
    for (String guess : List.of("!", Person.PASSWORD)) {
      assertThat(change(dora.api(), guess, NEW).expect(400).code()).isEqualTo("wrong_password");
    }
  }

  @Test
  void ofManyChangesAtOnceOneShouldSucceed() {
    var emil = Person.register(server);
    var statuses =
        Person.atOnce(10, () -> change(emil.api(), Person.PASSWORD, NEW)).stream()
            .map(Answer::status)
            .toList();
    assertThat(statuses).containsOnly(204, 400).containsOnlyOnce(204);
    assertThat(Person.isAlive(emil.api())).isTrue();
  }

  @Test
  void aCommonPasswordShouldBeRefusedWherePasswordsAreSet() {
    var fritz = Person.register(server);
    var change = change(fritz.api(), Person.PASSWORD, "PassWord1").expect(400);
    var reset = reset(resetToken(fritz), "trustno1").expect(400);
    var register =
        server
            .api()
            .post(
                "/api/auth/register/",
                new JsonObject()
                    .put("username", "greta")
                    .put("email", "greta@example.com")
                    .put("password", "1qaz2wsx"))
            .expect(400);
    for (var refused : Map.of("/new_password", change, "/password", register).entrySet()) {
      assertThat(refused.getValue().code()).isEqualTo("common_password");
      assertThat(refused.getValue().json().getJsonArray("errors").encode())
          .contains("\"" + refused.getKey() + "\"");
    }
    assertThat(reset.code()).isEqualTo("common_password");
  }

  @Test
  void aForgottenPasswordShouldBeSetAnewAndEverySessionEnd() {
    var hugo = Person.register(server);
    var other = hugo.signIn();
    assertThat(Person.isAlive(other) && Person.isAlive(hugo.api())).isTrue();
    String token = resetToken(hugo);
    reset(token, NEW).expect(204);
    Eventually.until(
        "every session has ended", () -> !Person.isAlive(other) && !Person.isAlive(hugo.api()));
    hugo.login(Person.PASSWORD).expect(401);
    var account = hugo.login(NEW).expect(200).json().getJsonObject("user");
    assertThat(account.getBoolean("email_verified")).isTrue();
    assertThat(mailbox.count("mail.password_changed", hugo.email())).isOne();
    assertThat(reset(token, Person.PASSWORD).expect(400).code()).isEqualTo("invalid_code");
  }

  @Test
  void ofManyResetsWithOneTokenOneShouldSucceed() {
    String token = resetToken(Person.register(server));
    var statuses = Person.atOnce(20, () -> reset(token, NEW)).stream().map(Answer::status).toList();
    assertThat(statuses).containsOnly(204, 400).containsOnlyOnce(204);
  }

  @Test
  void forgettingShouldLookAndCostTheSameWithoutAnAccount() {
    var ida = Person.register(server);
    var former = Person.register(server);
    server.database().execute("update auth_user set is_active = false where id = " + former.id());
    for (String address : List.of(ida.email(), "nobody@example.com", former.email())) {
      for (int time = 1; time <= 2; time++) {
        long codes = rows("user_verificationcode");
        long jobs = rows("jobs_outbox");
        var trips = server.roundTrips(() -> forgot(address).expect(202)).without(NotedLater.sql());
        assertThat(forgot(address).body()).isEmpty();
        assertThat(trips.count()).isOne();
        assertThat(rows("user_verificationcode") - codes).as(address).isEqualTo(time == 1 ? 1 : 0);
        assertThat(rows("jobs_outbox") - jobs).isEqualTo(2);
      }
      // A wrong code is counted for either, and answered alike.
      var wrong = verifyCode(address, "000000");
      assertThat(wrong.expect(400).code()).isEqualTo("invalid_code");
      assertThat(
              server
                  .database()
                  .number(
                      "select tries from user_verificationcode where purpose = 'reset_password' and"
                          + " lower(email) = lower(?)",
                      address))
          .isOne();
    }
    assertThat(mailbox.count("mail.reset_password", ida.email())).isEqualTo(4);
    assertThat(mailbox.count("mail.reset_password", "nobody@example.com")).isZero();
    assertThat(mailbox.count("mail.reset_password", former.email())).isZero();
  }

  @Test
  void aNewCodeShouldEndTheOneBefore() {
    var jan = Person.register(server);
    forgot(jan.email()).expect(202);
    String first = mailbox.code("mail.reset_password", jan.email());
    String token = verifyCode(jan.email(), first).expect(200).json().getString("reset_token");
    Eventually.until(
        "another code",
        () -> {
          forgot(jan.email()).expect(202);
          return !mailbox.code("mail.reset_password", jan.email()).equals(first);
        });
    verifyCode(jan.email(), first).expect(400);
    reset(token, NEW).expect(400);
  }

  @Test
  void aCodeShouldNotOutliveTheAddressItWasMailedTo() {
    var kai = Person.register(server);
    String token = resetToken(kai);
    kai.api()
        .patch("/api/auth/profile/", new JsonObject().put("email", "new-" + kai.email()))
        .expect(200);
    reset(token, NEW).expect(400);
    verifyCode(kai.email(), mailbox.code("mail.reset_password", kai.email())).expect(400);
  }

  @Test
  void fiftyTriesOfAResetCodeAtOnceShouldCountAsFive() {
    var lea = Person.register(server);
    forgot(lea.email()).expect(202);
    String code = mailbox.code("mail.reset_password", lea.email());
    var answers = Person.atOnce(50, () -> verifyCode(lea.email(), Mailbox.wrong(code)));
    assertThat(answers).extracting(Answer::status).containsOnly(400);
    assertThat(
            server
                .database()
                .number(
                    "select tries from user_verificationcode where purpose = 'reset_password' and"
                        + " user_id = ?",
                    lea.id()))
        .isEqualTo(5);
    verifyCode(lea.email(), code).expect(400);
  }

  @Test
  void whatIsNoTokenShouldBeRefused() {
    for (String token : List.of("x", "AAAA", "0".repeat(200), "%%%")) {
      assertThat(reset(token, NEW).expect(400).code()).isEqualTo("invalid_code");
    }
  }

  private static String resetToken(Person person) {
    forgot(person.email()).expect(202);
    return verifyCode(person.email(), mailbox.code("mail.reset_password", person.email()))
        .expect(200)
        .json()
        .getString("reset_token");
  }

  private static Answer forgot(String email) {
    return server.api().post("/api/auth/forgot-password/", new JsonObject().put("email", email));
  }

  private static Answer verifyCode(String email, String code) {
    return server
        .api()
        .post(
            "/api/auth/verify-reset-code/", new JsonObject().put("email", email).put("code", code));
  }

  private static Answer reset(String token, String password) {
    return server
        .api()
        .post(
            "/api/auth/reset-password/",
            new JsonObject().put("reset_token", token).put("new_password", password));
  }

  private static Answer change(Api api, String old, String fresh) {
    return api.post(
        "/api/auth/change-password/",
        new JsonObject().put("old_password", old).put("new_password", fresh));
  }

  private static long rows(String table) {
    return server.database().number("select count(*) from " + table);
  }
}
