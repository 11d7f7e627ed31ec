package com.honeydue.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.mail.model.Welcome;
import com.honeydue.testing.FreePort;
import com.honeydue.testing.SmtpPeer;
import com.honeydue.testing.SmtpPeer.At;
import com.honeydue.testing.SmtpPeer.Tls;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server does, and what the caller is told. */
class SmtpFailuresTest {

  @ParameterizedTest
  @CsvSource({
    "RCPT, 550 5.1.1 alex@example.org unknown, RecipientRefused, recipient_refused, 550 5.1.1",
    "RCPT, 550 nobody here, RecipientRefused, recipient_refused, 550",
    "RCPT, 553 5.1.3 no such address, RecipientRefused, recipient_refused, 553 5.1.3",
    "RCPT, 550 5.2.1 disabled, RecipientRefused, recipient_refused, 550 5.2.1",
    "RCPT, 552 5.2.2 full, MessageRefused, message_refused, 552 5.2.2",
    "RCPT, 550 5.7.1 not wanted here, MessageRefused, message_refused, 550 5.7.1",
    "RCPT, 554 5.7.1 relay access denied, Misconfigured, sender_refused, 554 5.7.1",
    "RCPT, 450 4.2.0 greylisted, Temporary, deferred, 450 4.2.0",
    "RCPT, 452 4.2.2 full, Temporary, deferred, 452 4.2.2",
    "RCPT, 421 4.3.2 closing, Temporary, unavailable, 421 4.3.2",
    "RCPT, drop, Temporary, dropped, ''",
    "MAIL, 550 5.1.8 no such domain, Misconfigured, sender_refused, 550 5.1.8",
    "MAIL, 530 5.7.0 sign in first, Misconfigured, sender_refused, 530 5.7.0",
    "MAIL, 553 5.7.1 not yours, Misconfigured, sender_refused, 553 5.7.1",
    "MAIL, 552 5.3.4 too big, MessageRefused, message_too_large, 552 5.3.4",
    "MAIL, 451 4.3.0 later, Temporary, unavailable, 451 4.3.0",
    "DATA, 554 5.5.1 no, MessageRefused, message_refused, 554 5.5.1",
    "DATA, 451 4.3.0 later, Temporary, deferred, 451 4.3.0",
    "TEXT, drop, Temporary, dropped, ''",
    "DOT, 554 5.7.1 spam, MessageRefused, message_refused, 554 5.7.1",
    "DOT, 550 5.6.0 bad content, MessageRefused, message_refused, 550 5.6.0",
    "DOT, 451 4.7.1 try later, Temporary, deferred, 451 4.7.1",
    "DOT, 421 4.3.2 closing, Temporary, unavailable, 421 4.3.2",
    "DOT, drop, Temporary, dropped, ''",
    "GREETING, 421 4.3.2 full, Temporary, unavailable, 421 4.3.2",
    "GREETING, 554 5.3.2 not here, Misconfigured, server_refused, 554 5.3.2",
    "GREETING, drop, Temporary, dropped, ''",
    "EHLO, drop, Temporary, dropped, ''",
  })
  void whatTheServerDoesShouldBeTold(At at, String reply, String kind, String code, String status) {
    try (var peer = new SmtpPeer(Tls.NONE);
        var fixture = MailerFixture.to(peer)) {
      peer.always(at, reply);

      var failure = fixture.failure();

      assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
      assertThat(failure.code()).isEqualTo(code);
      assertThat(failure.status()).isEqualTo(status);
      assertThat(failure.toString()).doesNotContain("alex");
      assertThat(peer.mails()).isEmpty();

      // And nothing of it stays behind.
      peer.asUsual();
      fixture.send(MailerFixture.mail("job-2"));
      assertThat(peer.mails()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "alex",
        "alex@",
        "@example.org",
        "a b@example.org",
        "alex@example.org\r\nRCPT TO:<x@y>",
        "alex@example.org>",
        "<alex@example.org",
        "alex@example.org (x)",
        "alex@-example.org",
        "\"alex\"@example.org",
        "a..b@example.org",
        "müller@example.org",
        "alex@exa mple.org",
        "alex@example.org.",
        "alex@[127.0.0.1]",
        "a@b@"
      })
  void whatIsNoAddressShouldNotReachTheServer(String address) {
    try (var peer = new SmtpPeer(Tls.NONE);
        var fixture = MailerFixture.to(peer)) {
      var mail = new OutgoingMail("job-1", new MailAddress(address, null), "en", new Welcome());

      assertThat(fixture.failure(mail))
          .isInstanceOf(MailFailure.RecipientRefused.class)
          .extracting(MailFailure::code)
          .isEqualTo("bad_address");
      assertThat(peer.connections()).isZero();
    }
  }

  @Test
  void aMailThatIsTooLargeForTheServerShouldBeRefused() {
    try (var peer = new SmtpPeer(Tls.NONE);
        var fixture = MailerFixture.to(peer)) {
      peer.always(At.EHLO, "250-mail.example.com\r\n250 SIZE 1000");

      assertThat(fixture.failure())
          .isInstanceOf(MailFailure.MessageRefused.class)
          .extracting(MailFailure::code)
          .isEqualTo("message_too_large");
    }
  }

  @Test
  void nobodyListeningShouldBeTemporary() {
    try (var fixture = new MailerFixture(Map.of("MAIL_PORT", Integer.toString(FreePort.find())))) {
      assertThat(fixture.failure())
          .isInstanceOf(MailFailure.Temporary.class)
          .extracting(MailFailure::code)
          .isEqualTo("unreachable");
    }
  }

  @Test
  void aHostThatIsNotThereShouldBeTemporary() {
    try (var fixture = new MailerFixture(Map.of("MAIL_HOST", "mail.invalid"))) {
      assertThat(fixture.failure())
          .isInstanceOf(MailFailure.Temporary.class)
          .extracting(MailFailure::code)
          .isEqualTo("unreachable");
    }
  }
}
