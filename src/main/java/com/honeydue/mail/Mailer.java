package com.honeydue.mail;

import com.honeydue.config.MailSettings;
import com.honeydue.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/**
 * Sends mails. One for the process; may be used from any event loop, and answers on the caller's.
 */
public sealed interface Mailer permits SmtpMailer, LogMailer {

  /**
   * The mailer that the settings ask for, with everything loaded that its mails take: the first
   * would hold its event loop up otherwise.
   *
   * @return fails with one line when {@code mail.ca_file} can't be read
   */
  static Future<Mailer> open(
      Vertx vertx, MailSettings settings, Telemetry telemetry, InstantSource clock) {
    return vertx.executeBlocking(
        () -> {
          var composer = new Composer(settings, clock);
          composer.warmUp();
          return settings.sends()
              ? new SmtpMailer(vertx, settings, composer, telemetry, clock)
              : new LogMailer(composer, settings.logText());
        });
  }

  /**
   * Sends a mail.
   *
   * @return completes when the server has taken it over; fails with a {@link MailFailure}, and with
   *     nothing else
   */
  Future<Void> send(OutgoingMail mail);

  /** Lets what is being sent end and takes nothing more. */
  Future<Void> close();
}
