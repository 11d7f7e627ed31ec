package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.auth.Mailbox;
import com.honeydue.testing.Answer;
import com.honeydue.testing.TestServer;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Mailed codes: once, for ten minutes, and five tries. */
class VerificationTest {

  private static TestServer server;
  private static Mailbox mailbox;

  @BeforeAll
  static void start() {
    server = TestServer.start(Mailbox.SETTINGS);
    mailbox = new Mailbox(server.database());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void theMailedCodeShouldVerifyTheAddressOnce() {
    var anna = Person.register(server);
    var verified = verify(anna, code(anna)).expect(200);
    assertThat(verified.json().getBoolean("email_verified")).isTrue();
    assertThat(verified.tag()).isEqualTo("\"2\"");
    assertThat(verify(anna, code(anna)).expect(409).code()).isEqualTo("already_verified");
    assertThat(anna.api().post("/api/auth/resend-verification/").expect(409).code())
        .isEqualTo("already_verified");
  }

  @Test
  void fiveWrongTriesShouldKillACode() {
    var bert = Person.register(server);
    String code = code(bert);
    for (int n = 0; n < 4; n++) {
      assertThat(verify(bert, Mailbox.wrong(code)).expect(400).code()).isEqualTo("invalid_code");
    }
    var carla = Person.register(server);
    String other = code(carla);
    for (int n = 0; n < 5; n++) {
      verify(carla, Mailbox.wrong(other)).expect(400);
    }
    verify(bert, code).expect(200);
    verify(carla, other).expect(400);
    carla.api().post("/api/auth/resend-verification/").expect(202);
    verify(carla, code(carla)).expect(200);
  }

  @Test
  void fiftyTriesAtOnceShouldCountAsFive() {
    var dora = Person.register(server);
    String code = code(dora);
    var answers = Person.atOnce(50, () -> verify(dora, Mailbox.wrong(code)));
    assertThat(answers).extracting(Answer::status).containsOnly(400);
    assertThat(
            server
                .database()
                .number("select tries from user_verificationcode where user_id = ?", dora.id()))
        .isEqualTo(5);
    verify(dora, code).expect(400);
  }

  @Test
  void ofFiftyRightTriesAtOnceOneShouldVerify() {
    var emil = Person.register(server);
    String code = code(emil);
    var answers = Person.atOnce(50, () -> verify(emil, code));
    assertThat(answers).extracting(Answer::status).containsOnlyOnce(200).isSubsetOf(200, 400, 409);
    assertThat(emil.api().get("/api/auth/me/").json().getLong("version")).isEqualTo(2);
  }

  @Test
  void anExpiredCodeShouldBeWorthNothing() {
    var fritz = Person.register(server);
    String code = code(fritz);
    assertThat(
            server
                .database()
                .number(
                    "select count(*) from user_verificationcode where user_id = ? and expires_at"
                        + " between now() + interval '9 minutes' and now() + interval '10 minutes'",
                    fritz.id()))
        .isOne();
    server
        .database()
        .execute(
            "update user_verificationcode set expires_at = now() where user_id = " + fritz.id());
    verify(fritz, code).expect(400);
  }

  @Test
  void aCodeShouldBeGoodForItsOwnerItsAddressAndItsPurposeOnly() {
    var greta = Person.register(server);
    var hugo = Person.register(server);
    String gretas = code(greta);
    if (!gretas.equals(code(hugo))) {
      verify(hugo, gretas).expect(400);
    }
    server
        .api()
        .post("/api/auth/forgot-password/", new JsonObject().put("email", greta.email()))
        .expect(202);
    String reset = mailbox.code("mail.reset_password", greta.email());
    if (!reset.equals(gretas)) {
      verify(greta, reset).expect(400);
    }
    greta
        .api()
        .patch("/api/auth/profile/", new JsonObject().put("email", "new-" + greta.email()))
        .expect(200);
    String second = mailbox.code("mail.verify_email", "new-" + greta.email());
    if (!second.equals(gretas)) {
      verify(greta, gretas).expect(400);
    }
    verify(greta, second).expect(200);
  }

  private static String code(Person person) {
    return mailbox.code("mail.verify_email", person.email());
  }

  private static Answer verify(Person person, String code) {
    return person.api().post("/api/auth/verify-email/", new JsonObject().put("code", code));
  }
}
