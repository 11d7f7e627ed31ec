package com.honeydue.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.mail.model.TaskDigest;
import com.honeydue.telemetry.MailNames;
import com.honeydue.telemetry.Names;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.OnLoop;
import com.honeydue.testing.SmtpPeer;
import com.honeydue.testing.SmtpPeer.At;
import com.honeydue.testing.SmtpPeer.Tls;
import io.opentelemetry.api.trace.StatusCode;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sending, waiting and giving up. */
class SmtpMailerTest {

  private final SmtpPeer peer = new SmtpPeer(Tls.NONE);

  @AfterEach
  void close() {
    peer.close();
  }

  @Test
  void aRepeatShouldCarryTheSameMessageId() {
    try (var fixture = MailerFixture.to(peer)) {
      peer.once(At.DOT, "451 4.3.0 later");
      fixture.failure();
      fixture.send(MailerFixture.mail("job-1"));
      fixture.send(MailerFixture.mail("job-1"));

      assertThat(peer.mails())
          .hasSize(2)
          .allSatisfy(
              mail -> assertThat(mail).contains("Message-ID: <job-1@mail.example.com>\r\n"));
      assertThat(peer.commands())
          .contains("EHLO mail.example.com", "RCPT TO:<alex@example.org>")
          .anyMatch(line -> line.startsWith("MAIL FROM:<hello@mail.example.com>"));
    }
  }

  @Test
  void manyMailsShouldShareThePool() {
    try (var fixture = MailerFixture.to(peer, "MAIL_POOL_SIZE", "3")) {
      peer.once(At.DOT, SmtpPeer.HOLD);
      peer.once(At.DOT, SmtpPeer.HOLD);
      peer.once(At.DOT, SmtpPeer.HOLD);
      List<Future<Void>> sent = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        sent.add(fixture.start(MailerFixture.mail("job-" + i)));
      }
      Eventually.until("all connections are busy", () -> peer.held() == 3);
      assertThat(peer.connections()).isEqualTo(3);
      Eventually.until("all are handed over", () -> fixture.metric("mail_in_flight") == 200);
      peer.release();
      OnLoop.await(Future.all(sent));

      assertThat(peer.connections()).isEqualTo(3);
      assertThat(peer.mails()).hasSize(200);
      assertThat(ids())
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, 200).mapToObj(i -> "<job-" + i + "@mail.example.com>").toList());
      assertThat(fixture.metric("mail_in_flight")).isZero();
      assertThat(
              fixture.metric(
                  "mail_send_duration_seconds_count{result=\"ok\",template=\"welcome\"}"))
          .isEqualTo(200);
    }
  }

  @Test
  void aConnectionThatHasGoneMeanwhileShouldBeReplaced() {
    try (var fixture = MailerFixture.to(peer)) {
      fixture.send(MailerFixture.mail("job-1"));
      peer.once(At.RSET, SmtpPeer.DROP);
      fixture.send(MailerFixture.mail("job-2"));
      peer.once(At.RSET, "421 4.4.2 you were away for too long");
      fixture.send(MailerFixture.mail("job-3"));

      assertThat(peer.mails()).hasSize(3);
      assertThat(peer.connections()).isEqualTo(3);
    }
  }

  @Test
  void moreThanMayWaitShouldFailAtOnce() {
    try (var fixture = MailerFixture.to(peer, "MAIL_POOL_SIZE", "1", "MAIL_MAX_WAITING", "1")) {
      peer.always(At.DOT, SmtpPeer.HOLD);
      var first = fixture.start(MailerFixture.mail("job-1"));
      Eventually.until("it is being sent", () -> peer.held() == 1);
      var second = fixture.start(MailerFixture.mail("job-2"));

      var failure = fixture.failure(MailerFixture.mail("job-3"));

      assertThat(failure).isInstanceOf(MailFailure.Temporary.class);
      assertThat(failure.code()).isEqualTo("busy");
      peer.release();
      OnLoop.await(Future.all(first, second));
      assertThat(fixture.metric("mail_failures_total{reason=\"busy\"}")).isEqualTo(1);
    }
  }

  @Test
  void aSilentServerShouldBeGivenUpAndNotBeTakenForAway() {
    for (At where : List.of(At.GREETING, At.EHLO, At.MAIL, At.RCPT, At.DATA, At.TEXT, At.DOT)) {
      try (var silent = new SmtpPeer(Tls.NONE);
          var fixture =
              MailerFixture.to(silent, "MAIL_SEND_DEADLINE", "300ms", "MAIL_POOL_SIZE", "1")) {
        silent.once(where, SmtpPeer.SILENCE);

        var failure = fixture.failure();

        assertThat(failure).as(where.name()).isInstanceOf(MailFailure.Temporary.class);
        assertThat(failure.code()).isIn("timeout", "dropped");
        // The only place is free again, and the connection was not kept.
        Eventually.until(
            "another mail is sent after silence at " + where,
            () ->
                OnLoop.await(
                    fixture
                        .start(MailerFixture.mail("job-2"))
                        .transform(done -> Future.succeededFuture(done.succeeded()))));
        assertThat(silent.mails()).isNotEmpty();
      }
    }
  }

  @Test
  void aMailThatWasGivenUpWhileItWaitedShouldNeverBeSent() {
    try (var fixture =
        MailerFixture.to(peer, "MAIL_SEND_DEADLINE", "300ms", "MAIL_POOL_SIZE", "1")) {
      peer.once(At.GREETING, SmtpPeer.SILENCE);
      var first = fixture.start(MailerFixture.mail("job-1"));
      var second = fixture.start(MailerFixture.mail("job-2"));
      OnLoop.await(Future.join(first, second).otherwiseEmpty());

      Eventually.until(
          "another is sent",
          () ->
              OnLoop.await(
                  fixture
                      .start(MailerFixture.mail("job-3"))
                      .transform(done -> Future.succeededFuture(done.succeeded()))));

      assertThat(ids()).containsOnly("<job-3@mail.example.com>");
    }
  }

  @Test
  void theLongestMailShouldArriveWhole() {
    try (var fixture = MailerFixture.to(peer)) {
      var homes =
          IntStream.range(0, 6)
              .mapToObj(i -> SampleLetters.home("Home " + i, ".日本".repeat(40), 9, 9, 9))
              .toList();
      var digest = new TaskDigest(SampleLetters.TODAY, homes);
      fixture.send(MailerFixture.mail("job-1", digest, "de", MailerFixture.UNSUBSCRIBE));

      assertThat(peer.mails().getFirst()).contains("Home 0", "Home 5").hasSizeGreaterThan(100_000);
    }
  }

  @Test
  void aMailShouldBeASpanWithoutItsReader() {
    try (var fixture = MailerFixture.to(peer)) {
      fixture.send(MailerFixture.mail("job-1", SampleLetters.of("verification"), "de-AT", null));
      peer.once(At.RCPT, "550 5.1.1 alex@example.org unknown");
      fixture.failure();
      peer.once(At.RCPT, SmtpPeer.DROP);
      fixture.failure();

      var spans = fixture.spans().getFinishedSpanItems();
      assertThat(spans)
          .extracting(span -> span.getName())
          .containsExactly("mail: verification", "mail: welcome", "mail: welcome");
      assertThat(spans)
          .extracting(span -> span.getAttributes().get(MailNames.Attribute.RESULT))
          .containsExactly("ok", "rejected", "error");
      assertThat(spans)
          .extracting(span -> span.getStatus().getStatusCode())
          .containsExactly(StatusCode.UNSET, StatusCode.UNSET, StatusCode.ERROR);
      assertThat(spans.getFirst().getAttributes().get(MailNames.Attribute.LOCALE)).isEqualTo("de");
      assertThat(spans.getLast().getAttributes().get(Names.Attribute.ERROR_TYPE))
          .isEqualTo("dropped");
      assertThat(spans.toString())
          .doesNotContain("alex")
          .doesNotContain("042917")
          .doesNotContain("Bestätigung");
      assertThat(
              fixture.metric(
                  "mail_send_duration_seconds_count{result=\"rejected\",template=\"welcome\"}"))
          .isEqualTo(1);
      assertThat(fixture.metric("mail_failures_total{reason=\"recipient_refused\"}")).isEqualTo(1);
    }
  }

  @Test
  void closingShouldWaitForWhatIsBeingSent() {
    var fixture = MailerFixture.to(peer);
    peer.always(At.DOT, SmtpPeer.HOLD);
    var first = fixture.start(MailerFixture.mail("job-1"));
    Eventually.until("it is being sent", () -> peer.held() == 1);
    var closed = fixture.loop().start(fixture.mailer()::close);
    var late = fixture.failure(MailerFixture.mail("job-2"));
    peer.release();
    OnLoop.await(Future.all(first, closed));

    assertThat(late.code()).isEqualTo("closed");
    assertThat(ids()).containsExactly("<job-1@mail.example.com>");
    Eventually.until("no connection is left", () -> peer.open() == 0);
  }

  private List<String> ids() {
    return peer.mails().stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith("Message-ID: "))
        .map(line -> line.substring("Message-ID: ".length()))
        .toList();
  }
}
