package com.honeydue.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.honeydue.testing.SmtpPeer;
import com.honeydue.testing.SmtpPeer.At;
import com.honeydue.testing.SmtpPeer.Tls;
import com.honeydue.testing.TestCertificate;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that are kept secret, and signing in over them. */
class SmtpTlsTest {

  private static final String CA = TestCertificate.byName().trustFile().toString();
  private static final String CREDENTIALS =
      Base64.getEncoder().encodeToString("\0mailer\0h-u-s-h".getBytes(StandardCharsets.UTF_8));

  @ParameterizedTest
  @EnumSource(names = {"STARTTLS", "IMPLICIT"})
  void mailsShouldBeSentSignedInOverTls(Tls tls) {
    try (var peer = new SmtpPeer(tls);
        var fixture = signingIn(peer, tls, "h-u-s-h")) {
      peer.demand(CREDENTIALS);

      fixture.send(MailerFixture.mail("job-1"));
      fixture.send(MailerFixture.mail("job-2"));

      assertThat(peer.mails()).hasSize(2);
      assertThat(peer.connections()).isEqualTo(1);
      assertThat(peer.commands()).contains("AUTH PLAIN " + CREDENTIALS);
    }
  }

  @Test
  void aWrongPasswordShouldBeToldAsOurFault() {
    try (var peer = new SmtpPeer(Tls.STARTTLS);
        var fixture = signingIn(peer, Tls.STARTTLS, "wrong")) {
      peer.demand(CREDENTIALS);

      var failure = fixture.failure();

      assertThat(failure).isInstanceOf(MailFailure.Misconfigured.class);
      assertThat(failure.code()).isEqualTo("sign_in_refused");
      assertThat(failure.status()).startsWith("535");
    }
  }

  @Test
  void aSignInThatIsPutOffShouldBeTemporary() {
    try (var peer = new SmtpPeer(Tls.STARTTLS);
        var fixture = signingIn(peer, Tls.STARTTLS, "h-u-s-h")) {
      peer.demand(CREDENTIALS);
      peer.always(At.AUTH, "454 4.7.0 later");

      assertThat(fixture.failure()).isInstanceOf(MailFailure.Temporary.class);
    }
  }

  @Test
  void aServerThatWantsNobodyToSignInShouldBeToldAsOurFault() {
    try (var peer = new SmtpPeer(Tls.STARTTLS);
        var fixture = signingIn(peer, Tls.STARTTLS, "h-u-s-h")) {
      assertThat(fixture.failure().code()).isEqualTo("sign_in_refused");
    }
  }

  @Test
  void aCertificateThatNobodyKnowsShouldBeRefused() {
    for (Tls tls : new Tls[] {Tls.STARTTLS, Tls.IMPLICIT}) {
      try (var peer = new SmtpPeer(tls);
          var fixture = MailerFixture.to(peer, "MAIL_TLS", tls.name(), "MAIL_HOST", "localhost")) {
        var failure = fixture.failure();

        assertThat(failure).as(tls.name()).isInstanceOf(MailFailure.Misconfigured.class);
        assertThat(failure.code()).isEqualTo("tls_failed");
        assertThat(peer.mails()).isEmpty();
      }
    }
  }

  @Test
  void aCertificateOfAnotherHostShouldBeRefused() {
    for (Tls tls : new Tls[] {Tls.STARTTLS, Tls.IMPLICIT}) {
      try (var peer = new SmtpPeer(tls);
          // Found at its address, it is not who it says it is.
          var fixture = MailerFixture.to(peer, "MAIL_TLS", tls.name(), "MAIL_CA_FILE", CA)) {
        assertThat(fixture.failure().code()).as(tls.name()).isEqualTo("tls_failed");
        assertThat(peer.mails()).isEmpty();
      }
    }
  }

  @Test
  void withoutStarttlsNothingShouldBeSent() {
    try (var peer = new SmtpPeer(Tls.NONE);
        var fixture = signingIn(peer, Tls.STARTTLS, "h-u-s-h")) {
      var failure = fixture.failure();

      assertThat(failure).isInstanceOf(MailFailure.Misconfigured.class);
      assertThat(failure.code()).isEqualTo("tls_failed");
      assertThat(peer.commands()).noneMatch(line -> line.startsWith("AUTH"));
    }
  }

  @Test
  void authoritiesThatAreNotThereShouldBeToldAtOnce() {
    assertThatThrownBy(() -> new MailerFixture(Map.of("MAIL_CA_FILE", "/nowhere/ca.pem")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mail.ca_file: the file /nowhere/ca.pem cannot be read");
  }

  private static MailerFixture signingIn(SmtpPeer peer, Tls tls, String password) {
    return MailerFixture.to(
        peer,
        "MAIL_HOST",
        "localhost",
        "MAIL_TLS",
        tls.name(),
        "MAIL_CA_FILE",
        CA,
        "MAIL_USER",
        "mailer",
        "MAIL_PASSWORD",
        password);
  }
}
