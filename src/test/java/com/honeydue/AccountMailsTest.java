package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.Eventually;
import com.honeydue.testing.SmtpPeer;
import com.honeydue.testing.TestServer;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From a request to the mail that it leaves, through database, Redis, worker and a mail server. */
class AccountMailsTest {

  private static final Pattern CODE = Pattern.compile("(?m)^\\s*(\\d{3}) ?(\\d{3})\\s*$");

  private final SmtpPeer peer = new SmtpPeer(SmtpPeer.Tls.NONE);
  private final TestServer server =
      TestServer.start(
          Map.of(
              "ROLE", "all",
              "MAIL_HOST", "127.0.0.1",
              "MAIL_PORT", Integer.toString(peer.port()),
              "MAIL_TLS", "none",
              "JOBS_POLL", "5ms"));

  @AfterEach
  void close() {
    server.close();
    peer.close();
  }

  @Test
  void shouldMailTheCodeThatVerifiesTheAddress() {
    var account = server.register();
    var mail = mailTo(account.getJsonObject("user").getString("email"));
    var api = server.api().as(TestServer.token(account));

    var verified = api.post("/api/auth/verify-email/", new JsonObject().put("code", code(mail)));

    assertThat(verified.status()).as(verified.body()).isEqualTo(200);
    Eventually.until(
        "the new account is welcomed",
        () ->
            mails(account.getJsonObject("user").getString("email"))
                .getLast()
                .contains("Subject: Welcome to honeyDue"));
    Eventually.until(
        "the job is forgotten",
        () -> server.database().number("select count(*) from jobs_outbox") == 0);
  }

  @Test
  void shouldNotWelcomeAgainWhoeverVerifiesAnotherAddressLater() {
    var account = server.register();
    var mail = mailTo(account.getJsonObject("user").getString("email"));
    server.database().execute("update auth_user set date_joined = now() - interval '2 days'");
    server
        .api()
        .as(TestServer.token(account))
        .post("/api/auth/verify-email/", new JsonObject().put("code", code(mail)))
        .expect(200);
    Eventually.until(
        "all jobs are forgotten",
        () -> server.database().number("select count(*) from jobs_outbox") == 0);
    assertThat(peer.mails()).hasSize(1);
  }

  @Test
  void shouldMailTheCodeOfAForgottenPasswordAndNothingToAStranger() {
    var account = server.register();
    String email = account.getJsonObject("user").getString("email");
    mailTo(email);
    forgot("stranger@example.org");
    forgot(email);
    Eventually.until("the second mail came", () -> mails(email).size() == 2);
    var answer =
        server
            .api()
            .post(
                "/api/auth/verify-reset-code/",
                new JsonObject().put("email", email).put("code", code(mails(email).getLast())));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    Eventually.until(
        "all jobs are forgotten",
        () -> server.database().number("select count(*) from jobs_outbox") == 0);
    assertThat(peer.mails()).hasSize(2);
  }

  @Test
  void shouldTryAgainWithTheSameMessageIdWhenTheServerPutsItOff() {
    peer.once(SmtpPeer.At.DOT, "451 4.3.0 later");
    var account = server.register();
    mailTo(account.getJsonObject("user").getString("email"));
    Eventually.until(
        "the job is forgotten",
        () -> server.database().number("select count(*) from jobs_outbox") == 0);
    var ids =
        peer.mails().stream()
            .map(
                mail -> mail.lines().filter(l -> l.startsWith("Message-ID")).findFirst().orElse(""))
            .distinct();
    assertThat(ids).hasSize(1);
  }

  @Test
  void shouldNameWhatFailedForGoodAmongTheDead() {
    peer.once(SmtpPeer.At.RCPT, "550 5.1.1 no such user");
    server.register();
    Eventually.until(
        "it is dead", () -> server.database().number("select count(*) from jobs_dead") == 1);
    assertThat(server.database().column("select type || ' ' || error from jobs_dead"))
        .containsExactly("mail.verify_email recipient_refused");
  }

  @Test
  void shouldTraceTheMailWithALinkToItsRequest() {
    var account = server.register();
    mailTo(account.getJsonObject("user").getString("email"));
    Eventually.until("the job was traced", () -> !spans("job: mail.verify_email").isEmpty());
    var job = spans("job: mail.verify_email").getFirst();
    var request = spans("POST /api/auth/register/").getFirst();
    assertThat(job.getLinks())
        .singleElement()
        .satisfies(
            link -> assertThat(link.getSpanContext().getTraceId()).isEqualTo(request.getTraceId()));
    assertThat(server.spans())
        .as("sending is a part of the job")
        .anySatisfy(
            span -> {
              assertThat(span.getName()).startsWith("mail");
              assertThat(span.getParentSpanId()).isEqualTo(job.getSpanId());
            });
  }

  private void forgot(String email) {
    var answer =
        server.api().post("/api/auth/forgot-password/", new JsonObject().put("email", email));
    assertThat(answer.status()).isEqualTo(202);
  }

  private String mailTo(String email) {
    Eventually.until("a mail came", () -> !mails(email).isEmpty());
    return mails(email).getLast();
  }

  private List<String> mails(String email) {
    return peer.mails().stream().filter(mail -> mail.contains("To: " + email)).toList();
  }

  private static String code(String mail) {
    Matcher found = CODE.matcher(mail);
    assertThat(found.find()).as(mail).isTrue();
    return found.group(1) + found.group(2);
  }

  private List<SpanData> spans(String name) {
    return server.spans().stream().filter(span -> span.getName().equals(name)).toList();
  }
}
