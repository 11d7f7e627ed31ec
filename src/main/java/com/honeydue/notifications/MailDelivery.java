package com.honeydue.notifications;

import com.honeydue.db.Lanes;
import com.honeydue.jobs.Job;
import com.honeydue.jobs.JobFailure;
import com.honeydue.jobs.MailedJob;
import com.honeydue.mail.MailAddress;
import com.honeydue.mail.MailFailure;
import com.honeydue.mail.Mailer;
import com.honeydue.mail.OutgoingMail;
import com.honeydue.notifications.DeliveryStatements.Due;
import com.honeydue.notifications.DeliveryStatements.Mailed;
import com.honeydue.telemetry.NotificationMeters;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/**
 * Mails one notification to one person. Mails wait for no quiet hours: they wake nobody. Lives on
 * the event loop of its lanes.
 */
final class MailDelivery {

  private final Lanes lanes;
  private final Mailer mailer;
  private final Letters letters;
  private final InstantSource clock;
  private final NotificationMeters meters;

  MailDelivery(
      Lanes lanes, Mailer mailer, Letters letters, InstantSource clock, NotificationMeters meters) {
    this.lanes = lanes;
    this.mailer = mailer;
    this.letters = letters;
    this.clock = clock;
    this.meters = meters;
  }

  Future<?> run(Job job) {
    var now = clock.instant();
    var loading = DeliveryStatements.MAIL.with(UUID.fromString(job.id()), utc(now));
    if (!Kind.DAILY_DIGEST.code().equals(job.payload().getString("type"))) {
      return lanes.run(loading).compose(rows -> deliver(rows, List.of(), now));
    }
    var tasks = DeliveryStatements.DIGEST.with(UUID.fromString(job.id()), utc(now));
    return lanes
        .pipeline(loading, tasks)
        .compose(results -> deliver(results.of(loading), results.of(tasks), now));
  }

  private Future<?> deliver(List<Mailed> rows, List<Due> tasks, Instant now) {
    if (rows.isEmpty()) {
      return Future.succeededFuture();
    }
    var mailed = rows.getFirst();
    var delivery = mailed.delivery();
    var hindrance = delivery.hindrance(now);
    if (hindrance != null) {
      return end(delivery, hindrance);
    }
    if (mailed.suppressed()) {
      return end(delivery, Outcome.SUPPRESSED);
    }
    if (!mailed.verified()) {
      return end(delivery, Outcome.NOT_VERIFIED);
    }
    var letter = letters.of(mailed, tasks, now);
    if (letter == null) {
      return end(delivery, Outcome.OVER);
    }
    return mailer
        .send(
            new OutgoingMail(
                delivery.job().toString(),
                new MailAddress(mailed.email(), mailed.name().isBlank() ? null : mailed.name()),
                delivery.locale(),
                letter,
                letters.unsubscribe(delivery)))
        .transform(
            (sent, error) -> error == null ? end(delivery, Outcome.SENT) : failed(mailed, error));
  }

  private Future<Void> failed(Mailed mailed, Throwable error) {
    return switch (error) {
      case MailFailure.RecipientRefused refused -> bounce(mailed, refused);
      case MailFailure.MessageRefused refused ->
          end(mailed.delivery(), Outcome.REFUSED)
              .compose(ended -> Future.failedFuture(JobFailure.permanent(refused.code())));
      case MailFailure failure -> Future.failedFuture(MailedJob.failure(failure));
      default -> Future.failedFuture(error);
    };
  }

  private Future<Void> bounce(Mailed mailed, MailFailure.RecipientRefused refused) {
    var delivery = mailed.delivery();
    return lanes
        .run(
            DeliveryStatements.BOUNCED.with(
                delivery.job(),
                Outcome.BOUNCED.code(),
                utc(clock.instant()),
                refused.code(),
                mailed.email()))
        .onSuccess(ended -> count(delivery, Outcome.BOUNCED))
        .mapEmpty();
  }

  private Future<Void> end(Delivery delivery, Outcome outcome) {
    return lanes
        .run(DeliveryStatements.ENDED.with(delivery.job(), outcome.code(), utc(clock.instant())))
        .onSuccess(ended -> count(delivery, outcome))
        .mapEmpty();
  }

  private void count(Delivery delivery, Outcome outcome) {
    meters.ended(delivery.story().kind().code(), "email", outcome.code());
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
