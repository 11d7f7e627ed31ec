package com.honeydue.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.OnLoop;
import com.honeydue.testing.TestCertificate;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.vertx.core.Future;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A mail server that is not of our making. */
class GreenMailTest {

  static {
    var certificate = TestCertificate.byName();
    System.setProperty("greenmail.tls.keystore.file", certificate.keyStore().toString());
    System.setProperty("greenmail.tls.keystore.password", TestCertificate.PASSWORD);
  }

  private final GreenMail server =
      new GreenMail(
          new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS)
          });

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void itShouldTakeManyMailsAtOnce() throws MessagingException, IOException {
    server.start();
    List<Future<Void>> sent = new ArrayList<>();
    try (var fixture = fixture(server.getSmtp().getPort(), Map.of())) {
      for (var sample : SampleLetters.all().entrySet()) {
        for (int i = 0; i < 5; i++) {
          sent.add(
              fixture.start(
                  MailerFixture.mail(
                      sample.getKey() + "." + i,
                      sample.getValue(),
                      "es",
                      MailerFixture.UNSUBSCRIBE)));
        }
      }
      OnLoop.await(Future.all(sent));
    }

    assertThat(server.getReceivedMessages()).hasSize(sent.size());
    for (Message mail : server.getReceivedMessages()) {
      assertThat(((MimeMultipart) mail.getContent()).getCount()).isEqualTo(2);
      assertThat(mail.getSubject()).isNotBlank();
    }
    assertThat(Arrays.stream(server.getReceivedMessages()).map(GreenMailTest::id).distinct())
        .hasSize(sent.size());
  }

  @Test
  void itShouldTakeOurNameAndPasswordOverTls() {
    server.setUser("hello@mail.example.com", "mailer", "h-u-s-h");
    server.start();
    int port = server.getSmtps().getPort();
    try (var fixture = fixture(port, signingIn("h-u-s-h"))) {
      fixture.send(MailerFixture.mail("job-1"));
    }
    try (var fixture = fixture(port, signingIn("wrong"))) {
      assertThat(fixture.failure()).isInstanceOf(MailFailure.Misconfigured.class);
    }

    assertThat(server.getReceivedMessages()).hasSize(1);
  }

  private static Map<String, String> signingIn(String password) {
    return Map.of(
        "MAIL_HOST",
        "localhost",
        "MAIL_TLS",
        "implicit",
        "MAIL_CA_FILE",
        TestCertificate.byName().trustFile().toString(),
        "MAIL_USER",
        "mailer",
        "MAIL_PASSWORD",
        password);
  }

  private static MailerFixture fixture(int port, Map<String, String> overrides) {
    Map<String, String> environment = new HashMap<>(overrides);
    environment.put("MAIL_PORT", Integer.toString(port));
    return new MailerFixture(environment);
  }

  private static String id(Message mail) {
    try {
      return mail.getHeader("Message-ID")[0];
    } catch (MessagingException e) {
      throw new AssertionError(e);
    }
  }
}
