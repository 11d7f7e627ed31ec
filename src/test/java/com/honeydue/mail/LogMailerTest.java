package com.honeydue.mail;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.honeydue.bus.Money;
import com.honeydue.mail.model.SubscriptionChanged;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Without a server, mails are written into the log. */
class LogMailerTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger(LogMailer.class);
  private final Level level = logger.getLevel();
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(lines);
    logger.setLevel(level);
  }

  @Test
  void aDeveloperShouldReadTheCodeButNobodysAddress() {
    logger.setLevel(Level.INFO);
    send(Map.of("MAIL_HOST", "", "MAIL_LOG_TEXT", "true"));

    assertThat(logged())
        .contains("042917", "template=verification", "locale=de")
        .contains("message_id=<job-1@mail.example.com>")
        .doesNotContain("alex@");
  }

  @Test
  void elsewhereTheCodeShouldStayOutOfTheLog() {
    logger.setLevel(Level.INFO);
    send(Map.of("MAIL_HOST", ""));

    assertThat(logged())
        .contains("template=verification", "mails are logged and not sent")
        .doesNotContain("042917")
        .doesNotContain("alex@");
  }

  @Test
  void debuggingShouldShowTheText() {
    logger.setLevel(Level.DEBUG);
    send(Map.of("MAIL_HOST", ""));

    assertThat(logged()).contains("042917");
  }

  @Test
  void aLetterThatCanNotBeWrittenShouldBeTold() {
    try (var fixture = new MailerFixture(Map.of("MAIL_HOST", ""))) {
      var refunded =
          new SubscriptionChanged(
              SubscriptionChanged.Change.REFUNDED, null, new Money(100, "no currency"));

      assertThat(fixture.failure(MailerFixture.mail("job-1", refunded, "en", null)))
          .isInstanceOf(MailFailure.Temporary.class)
          .extracting(MailFailure::code)
          .isEqualTo("unexpected");
    }
  }

  private static void send(Map<String, String> overrides) {
    try (var fixture = new MailerFixture(overrides)) {
      fixture.send(MailerFixture.mail("job-1", SampleLetters.of("verification"), "de", null));
      assertThat(
              fixture.failure(
                  new OutgoingMail(
                      "job-2", new MailAddress("nobody", null), "de", SampleLetters.of("welcome"))))
          .isInstanceOf(MailFailure.RecipientRefused.class);
    }
  }

  private String logged() {
    List<String> texts =
        lines.list.stream()
            .map(
                line ->
                    line.getFormattedMessage()
                        + (line.getKeyValuePairs() == null
                            ? ""
                            : line.getKeyValuePairs().stream()
                                .map(pair -> " " + pair.key + "=" + pair.value)
                                .reduce("", String::concat)))
            .toList();
    return String.join("\n", texts);
  }
}
