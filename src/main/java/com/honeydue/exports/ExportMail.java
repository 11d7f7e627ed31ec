package com.honeydue.exports;

import com.honeydue.jobs.Job;
import com.honeydue.jobs.JobType;
import com.honeydue.jobs.MailedJob;
import com.honeydue.mail.MailAddress;
import com.honeydue.mail.Mailer;
import com.honeydue.mail.OutgoingMail;
import com.honeydue.mail.model.ExportReady;
import com.honeydue.storage.Delivery;
import com.honeydue.storage.Storage;
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

  /** Payload: {@code email}, {@code locale}, {@code time_zone}, {@code key}, {@code upload_id}. */
  static final JobType TYPE =
      JobType.of("mail.export_ready", JobType.Queue.DEFAULT).timeout(Duration.ofMinutes(1));

  /** So long an archive can be read. */
  private static final Duration LIFE = Duration.ofHours(24);

  private final Mailer mailer;
  private final Storage storage;
  private final URI base;
  private final InstantSource clock;

  ExportMail(Mailer mailer, Storage storage, String base, InstantSource clock) {
    this.mailer = mailer;
    this.storage = storage;
    this.base = URI.create(base);
    this.clock = clock;
  }

  Future<?> send(Job job) {
    var payload = job.payload();
    Instant until = job.enqueuedAt().plus(LIFE);
    Duration left = Duration.between(clock.instant(), until);
    if (!left.isPositive()) {
      return Future.succeededFuture();
    }
    var delivery =
        new Delivery("application/zip", "honeydue-" + payload.getLong("upload_id") + ".zip");
    URI link = base.resolve(storage.link(payload.getString("key"), delivery, left));
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
