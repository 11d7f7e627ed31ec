package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.Answer;
import com.honeydue.testing.Api;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.SmtpPeer;
import com.honeydue.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From inviting somebody to the mail they get, and into the residence. */
class InvitationsTest {

  private final SmtpPeer peer = new SmtpPeer(SmtpPeer.Tls.NONE);
  private final TestServer server =
      TestServer.start(
          Map.of(
              "ROLE", "all",
              "MAIL_HOST", "127.0.0.1",
              "MAIL_PORT", Integer.toString(peer.port()),
              "MAIL_TLS", "none",
              "THROTTLE_INVITE_CALLER_LIMIT", "3",
              "JOBS_POLL", "5ms"));

  @AfterEach
  void close() {
    server.close();
    peer.close();
  }

  @Test
  void shouldMailTheCodeThatLetsTheReaderIn() {
    var owner = owner();
    long home = home(owner);
    String code = share(owner, home);

    invite(owner, home, "guest@example.org", "es").expect(202);

    Eventually.until("the mail came", () -> !mails("guest@example.org").isEmpty());
    String mail = mails("guest@example.org").getFirst();
    assertThat(mail)
        .contains(code)
        .contains("Maple Street")
        .contains("/join/" + code)
        .contains("te invita")
        .doesNotContain("List-Unsubscribe");
    var guest = server.api().as(TestServer.token(server.register()));
    guest.post("/api/residences/join-with-code/", new JsonObject().put("code", code)).expect(200);
    Eventually.until("the job is forgotten", () -> waiting() == 0);
  }

  @Test
  void shouldMailNothingOfACodeThatIsRevokedMeanwhileOrToNobody() {
    var owner = owner();
    long home = home(owner);
    share(owner, home);
    var gone = server.register().getJsonObject("user");
    server
        .database()
        .execute(
            "update notifications_notificationpreference set bounced_at = now() where user_id = "
                + gone.getLong("id"));
    invite(owner, home, gone.getString("email").toUpperCase(Locale.ROOT), "en").expect(202);
    Eventually.until("the job is forgotten", () -> waiting() == 0);

    peer.always(SmtpPeer.At.DOT, "451 4.3.0 later");
    invite(owner, home, "late@example.org", "en").expect(202);
    Eventually.until(
        "it was tried",
        () -> peer.commands().stream().anyMatch(said -> said.contains("late@example.org")));
    owner.delete("/api/residences/" + home + "/share-code/").expect(204);
    peer.asUsual();
    Eventually.until("the job is forgotten", () -> waiting() == 0);

    assertThat(mails(gone.getString("email"))).hasSize(1);
    assertThat(server.database().number("select count(*) from jobs_dead")).isZero();
  }

  @Test
  void shouldSendOnlySoManyADay() {
    var owner = owner();
    long home = home(owner);
    share(owner, home);
    for (int i = 0; i < 3; i++) {
      invite(owner, home, "guest" + i + "@example.org", "en").expect(202);
    }
    invite(owner, home, "one-more@example.org", "en").expect(429);
  }

  private Api owner() {
    return server.api().as(TestServer.token(server.register()));
  }

  private static long home(Api owner) {
    return owner
        .post("/api/residences/", new JsonObject().put("name", "Maple Street"))
        .expect(201)
        .json()
        .getLong("id");
  }

  private static String share(Api owner, long home) {
    return owner
        .post("/api/residences/" + home + "/generate-share-code/", new JsonObject())
        .expect(201)
        .json()
        .getString("code");
  }

  private static Answer invite(Api owner, long home, String email, String locale) {
    return owner.post(
        "/api/residences/" + home + "/share-code/mail/",
        new JsonObject().put("email", email).put("locale", locale));
  }

  private long waiting() {
    return server
        .database()
        .number("select count(*) from jobs_outbox where type = 'mail.share_invite'");
  }

  /** Those to an address, without the line breaks of quoted-printable. */
  private List<String> mails(String email) {
    return peer.mails().stream()
        .map(mail -> mail.replace("=\r\n", "").replace("=\n", "").replace("=3D", "="))
        .filter(mail -> mail.toLowerCase(Locale.ROOT).contains("to: " + email))
        .toList();
  }
}
