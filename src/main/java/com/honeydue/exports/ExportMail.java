package com.honeydue.exports;

import com.honeydue.jobs.Job;
import com.honeydue.jobs.JobType;
import com.honeydue.jobs.MailedJob;
import com.honeydue.mail.MailAddress;
import com.honeydue.mail.Mailer;
import com.honeydue.mail.OutgoingMail;
import com.honeydue.mail.model.ExportReady;
import com.honeydue.storage.PublicLinks;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;

/**
 * Mails the link to an archive. It is made when the mail is sent: nothing that opens the archive is
 * kept anywhere. Confined to its event loop.
 */
final class ExportMail {

  /** So long an archive can be read. */
  private static final Duration LIFE = Duration.ofHours(24);

  /** Payload: {@code email}, {@code locale}, {@code time_zone}, {@code key}, {@code upload_id}. */
  static final JobType TYPE =
      JobType.of("mail.export_ready", JobType.Queue.DEFAULT)
          .timeout(Duration.ofMinutes(1))
          .deadline(LIFE);

  private final Mailer mailer;
  private final PublicLinks files;
  private final InstantSource clock;

  ExportMail(Mailer mailer, PublicLinks files, InstantSource clock) {
    this.mailer = mailer;
    this.files = files;
    this.clock = clock;
  }

  Future<?> send(Job job) {
    var payload = job.payload();
    Instant until = job.enqueuedAt().plus(LIFE);
    URI link =
        files.to(
            payload.getString("key"),
            "honeydue-" + payload.getLong("upload_id"),
            "application/zip",
            Duration.between(clock.instant(), until));
    var letter = new ExportReady(link, until, ZoneId.of(payload.getString("time_zone")));
    return MailedJob.send(
        mailer,
        new OutgoingMail(
            job.id(),
            new MailAddress(payload.getString("email"), null),
            payload.getString("locale", "en"),
            letter));
  }
}
