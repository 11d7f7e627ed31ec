package com.honeydue.auth;

import com.honeydue.jobs.Job;
import com.honeydue.jobs.JobType;
import com.honeydue.jobs.JobType.Queue;
import com.honeydue.jobs.JobWork;
import com.honeydue.jobs.MailedJob;
import com.honeydue.mail.MailAddress;
import com.honeydue.mail.Mailer;
import com.honeydue.mail.OutgoingMail;
import com.honeydue.mail.model.AccountDeleted;
import com.honeydue.mail.model.EmailChanged;
import com.honeydue.mail.model.Letter;
import com.honeydue.mail.model.PasswordChanged;
import com.honeydue.mail.model.ResetPassword;
import com.honeydue.mail.model.Verification;
import com.honeydue.mail.model.Welcome;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The mails that concern an account itself. They go to the address the account had when they were
 * caused, and can not be turned off. Confined to its event loop.
 */
final class AccountMails {

  /** A code is of no use later than that, so neither is its mail. */
  private static final Duration USEFUL = Codes.LIFETIME;

  private static final JobType VERIFY = withCode("mail.verify_email");
  private static final JobType RESET = withCode("mail.reset_password");
  private static final JobType EMAIL_CHANGED = notice("mail.email_changed");
  private static final JobType PASSWORD_CHANGED = notice("mail.password_changed");
  private static final JobType DELETED = notice("mail.account_deleted");

  /** Whoever hears of it a day later has found their way. */
  private static final JobType WELCOME = notice("mail.welcome").deadline(Duration.ofDays(1));

  static final List<JobType> TYPES =
      List.of(WELCOME, VERIFY, RESET, EMAIL_CHANGED, PASSWORD_CHANGED, DELETED);

  private final Mailer mailer;
  private final Codes codes;

  AccountMails(Mailer mailer, Codes codes) {
    this.mailer = mailer;
    this.codes = codes;
  }

  List<JobWork> work() {
    return List.of(
        new JobWork(WELCOME, job -> send(job, job.payload().getString("email"), new Welcome())),
        new JobWork(VERIFY, job -> code(job, code -> new Verification(code, USEFUL))),
        new JobWork(RESET, job -> code(job, code -> new ResetPassword(code, USEFUL))),
        new JobWork(EMAIL_CHANGED, job -> notice(job, (at, zone) -> new EmailChanged(at, zone))),
        new JobWork(
            PASSWORD_CHANGED, job -> notice(job, (at, zone) -> new PasswordChanged(at, zone))),
        new JobWork(DELETED, job -> notice(job, (at, zone) -> new AccountDeleted(at, zone))));
  }

  private Future<?> code(Job job, Function<String, Letter> letter) {
    var email = job.payload().getString("email");
    // no account has the address that was asked about: nobody may notice the difference
    return email == null
        ? Future.succeededFuture()
        : send(
            job, email, letter.apply(codes.open(job.id(), job.payload().getString("sealed_code"))));
  }

  private Future<?> notice(Job job, BiFunction<java.time.Instant, ZoneId, Letter> letter) {
    var zone = ZoneId.of(job.payload().getString("time_zone", "UTC"));
    return send(job, job.payload().getString("email"), letter.apply(job.enqueuedAt(), zone));
  }

  private Future<?> send(Job job, @Nullable String email, Letter letter) {
    return email == null
        ? Future.succeededFuture()
        : MailedJob.send(
            mailer,
            new OutgoingMail(
                job.id(),
                new MailAddress(email, null),
                job.payload().getString("locale", "en"),
                letter));
  }

  private static JobType withCode(String name) {
    return JobType.of(name, Queue.CRITICAL)
        .timeout(Duration.ofMinutes(1))
        .deadline(USEFUL)
        .retries(12, new JobType.Pauses(Duration.ofSeconds(2), Duration.ofMinutes(2)));
  }

  private static JobType notice(String name) {
    return JobType.of(name, Queue.DEFAULT).timeout(Duration.ofMinutes(1));
  }
}
