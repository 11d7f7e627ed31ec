package com.honeydue.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.SmtpPeer;
import com.honeydue.testing.SmtpPeer.At;
import com.honeydue.testing.SmtpPeer.Tls;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that fails is left alone. */
class CircuitTest {

  private final SmtpPeer peer = new SmtpPeer(Tls.NONE);
  private final MailerFixture fixture =
      MailerFixture.to(
          peer,
          "MAIL_CIRCUIT_FAILURES",
          "3",
          "MAIL_CIRCUIT_PAUSE",
          "10s",
          "MAIL_CIRCUIT_LONGEST",
          "30s",
          "MAIL_POOL_SIZE",
          "1");

  @AfterEach
  void close() {
    fixture.close();
    peer.close();
  }

  @Test
  void afterFailuresInARowTheServerShouldBeLeftAloneAndTriedWithOneMail() {
    peer.always(At.GREETING, "421 4.3.2 full");
    fail("unavailable", 3);
    assertThat(fixture.metric("mail_circuit_state")).isEqualTo(2);
    assertThat(refused()).isEqualTo(Duration.ofSeconds(10));
    assertThat(peer.connections()).isEqualTo(3);

    // One try, which fails: twice as long.
    fixture.pass(Duration.ofSeconds(10));
    fail("unavailable", 1);
    assertThat(refused()).isEqualTo(Duration.ofSeconds(20));
    fixture.pass(Duration.ofSeconds(20));
    fail("unavailable", 1);
    assertThat(refused()).isEqualTo(Duration.ofSeconds(30));
    assertThat(peer.connections()).isEqualTo(5);

    peer.asUsual();
    assertThat(refused()).isEqualTo(Duration.ofSeconds(30));
    fixture.pass(Duration.ofSeconds(30));
    fixture.send(MailerFixture.mail("job-1"));
    assertThat(fixture.metric("mail_circuit_state")).isZero();
    peer.always(At.MAIL, SmtpPeer.DROP);
    fail("dropped", 3);
    assertThat(refused()).isEqualTo(Duration.ofSeconds(10));
    assertThat(fixture.metric("mail_failures_total{reason=\"circuit_open\"}")).isEqualTo(5);
  }

  @Test
  void whatTheServerAnswersOfAMailShouldNotCount() {
    peer.always(At.RCPT, "550 5.1.1 unknown");
    fail("recipient_refused", 10);
    peer.always(At.RCPT, "450 4.2.0 greylisted");
    fail("deferred", 10);
    peer.asUsual();

    fixture.send(MailerFixture.mail("job-1"));
  }

  @Test
  void aMailInBetweenShouldEndTheRow() {
    for (int i = 0; i < 5; i++) {
      peer.always(At.GREETING, SmtpPeer.DROP);
      fail("dropped", 2);
      peer.asUsual();
      fixture.send(MailerFixture.mail("job-" + i));
      // Its connection would be used again.
      peer.always(At.RSET, SmtpPeer.DROP);
    }

    assertThat(fixture.metric("mail_circuit_state")).isZero();
  }

  private void fail(String code, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(fixture.failure().code()).isEqualTo(code);
    }
  }

  private @Nullable Duration refused() {
    var failure = (MailFailure.Temporary) fixture.failure();
    assertThat(failure.code()).isEqualTo("circuit_open");
    return failure.retryAfter();
  }
}
