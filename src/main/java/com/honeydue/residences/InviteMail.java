package com.honeydue.residences;

import com.honeydue.db.Lanes;
import com.honeydue.jobs.Job;
import com.honeydue.jobs.JobType;
import com.honeydue.jobs.JobWork;
import com.honeydue.jobs.MailedJob;
import com.honeydue.mail.MailAddress;
import com.honeydue.mail.Mailer;
import com.honeydue.mail.OutgoingMail;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * Mails the code of a residence to somebody whom its owner invites. What the mail says is read when
 * it is sent, so a code that was revoked meanwhile is not told. Lives on the event loop of its
 * lanes.
 */
public final class InviteMail {

  /** Payload: {@code user_id} of the owner, {@code residence_id}, {@code email}, {@code locale}. */
  public static final JobType TYPE =
      JobType.of("mail.share_invite", JobType.Queue.DEFAULT)
          .timeout(Duration.ofMinutes(1))
          .deadline(Duration.ofDays(1));

  private final Lanes lanes;
  private final Mailer mailer;

  private InviteMail(Lanes lanes, Mailer mailer) {
    this.lanes = lanes;
    this.mailer = mailer;
  }

  /** What does it. */
  public static JobWork work(Lanes lanes, Mailer mailer) {
    return new JobWork(TYPE, new InviteMail(lanes, mailer)::run);
  }

  private Future<?> run(Job job) {
    var payload = job.payload();
    String email = payload.getString("email");
    return lanes
        .run(
            ShareStatements.INVITED.with(
                payload.getLong("user_id"), payload.getLong("residence_id"), email))
        .compose(
            found ->
                found.isEmpty()
                    ? Future.succeededFuture()
                    : MailedJob.send(
                        mailer,
                        new OutgoingMail(
                            job.id(),
                            new MailAddress(email, null),
                            payload.getString("locale"),
                            found.getFirst())));
  }
}
