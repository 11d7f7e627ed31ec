package com.honeydue.jobs;

import com.honeydue.mail.MailFailure;
import com.honeydue.mail.Mailer;
import com.honeydue.mail.OutgoingMail;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A mail as what a job does: what its failure means for trying again. */
public final class MailedJob {

  private static final Logger log = LoggerFactory.getLogger(MailedJob.class);

  private MailedJob() {}

  /**
   * Sends a mail, whose id has to be made of the job's.
   *
   * @return fails with {@link JobFailure} alone
   */
  public static Future<Void> send(Mailer mailer, OutgoingMail mail) {
    return mailer
        .send(mail)
        .recover(
            error ->
                Future.failedFuture(
                    error instanceof MailFailure failure ? failure(failure) : error));
  }

  /** What it means for a job that its mail was not sent. */
  public static JobFailure failure(MailFailure failure) {
    return switch (failure) {
      case MailFailure.RecipientRefused refused -> JobFailure.permanent(refused.code());
      case MailFailure.MessageRefused refused -> JobFailure.permanent(refused.code());
      case MailFailure.Temporary later ->
          later.retryAfter() == null
              ? JobFailure.retry(later.code())
              : JobFailure.retryAfter(later.code(), later.retryAfter());
      case MailFailure.Misconfigured ours -> {
        log.atError().addKeyValue("error", ours.code()).log("no mail is taken as it is configured");
        yield JobFailure.retry(ours.code());
      }
    };
  }
}
