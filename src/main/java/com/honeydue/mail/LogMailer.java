package com.honeydue.mail;

import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Sends nothing: writes a line for each mail, never with its recipient. The text, which has the
 * codes in it, is a line of its own: for a developer at once, else only in the debug log.
 * Thread-safe.
 */
final class LogMailer implements Mailer {

  private static final Logger log = LoggerFactory.getLogger(LogMailer.class);

  private final Composer composer;
  private final Level text;

  LogMailer(Composer composer, boolean withText) {
    this.composer = composer;
    this.text = withText ? Level.INFO : Level.DEBUG;
    log.warn("mails are logged and not sent: mail.host is empty");
  }

  @Override
  public Future<Void> send(OutgoingMail mail) {
    ComposedMail composed;
    try {
      composed = composer.compose(mail);
    } catch (MailFailure refused) {
      return Future.failedFuture(refused);
    }
    log.atInfo()
        .addKeyValue("template", composed.template())
        .addKeyValue("locale", composed.language())
        .addKeyValue("message_id", composed.messageId())
        .log("mail not sent");
    log.atLevel(text)
        .addKeyValue("message_id", composed.messageId())
        .addKeyValue("subject", composed.content().subject())
        .addKeyValue("text", composed.content().text())
        .log("mail text");
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}
