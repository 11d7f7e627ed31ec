package com.honeydue.notifications;

import com.honeydue.config.NotificationSettings;
import com.honeydue.db.Lanes;
import com.honeydue.db.Statement;
import com.honeydue.jobs.Job;
import com.honeydue.jobs.JobFailure;
import com.honeydue.jobs.JobType;
import com.honeydue.jobs.JobType.Queue;
import com.honeydue.jobs.JobWork;
import com.honeydue.jobs.Schedule;
import com.honeydue.telemetry.NotificationMeters;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Looks at people's days when their hour has come, and forgets what is old. Lives on the event loop
 * of its lanes.
 */
final class Daily {

  /** Whose hour it is within one statement, which must not take long. */
  private static final int PEOPLE = 200;

  /** After which others will have let go. */
  private static final Duration HELD = Duration.ofSeconds(1);

  private static final int FORGOTTEN = 5_000;

  private static final JobType REMINDERS = JobType.of("notify.reminders", Queue.LOW).concurrency(2);
  private static final JobType DIGESTS = JobType.of("notify.digests", Queue.LOW).concurrency(2);
  private static final JobType FORGET = JobType.of("notify.forget", Queue.LOW).concurrency(1);

  static final List<JobType> TYPES = List.of(REMINDERS, DIGESTS, FORGET);

  /**
   * Every zone's hours begin at one of these; a database that nobody else asks may sleep between.
   */
  private static final Duration EVERY = Duration.ofMinutes(15);

  static final List<Schedule> SCHEDULES =
      List.of(
          Schedule.every(EVERY, REMINDERS),
          Schedule.every(EVERY, DIGESTS),
          Schedule.every(Duration.ofDays(1), FORGET).at(Duration.ofHours(4)));

  private final Lanes lanes;
  private final NotificationSettings settings;
  private final InstantSource clock;
  private final NotificationMeters meters;

  Daily(
      Lanes lanes, NotificationSettings settings, InstantSource clock, NotificationMeters meters) {
    this.lanes = lanes;
    this.settings = settings;
    this.clock = clock;
    this.meters = meters;
  }

  List<JobWork> work() {
    return List.of(
        new JobWork(REMINDERS, job -> look(DailyStatements.REMIND, job)),
        new JobWork(DIGESTS, job -> look(DailyStatements.DIGEST, job)),
        new JobWork(FORGET, job -> forget()));
  }

  /**
   * Goes on until nobody is left whose hour has come: also of whom others have hold, such as the
   * other of the two looks, since the next tick is a quarter of an hour away.
   */
  private Future<?> look(Statement<Telling> statement, Job job) {
    return lanes
        .one(statement.with(PEOPLE, now(), job.traceparent()))
        .compose(
            told -> {
              meters.people(job.type(), told.people());
              meters.left(job.type(), told.left().size());
              if (told.waiting() <= told.people()) {
                return Future.succeededFuture();
              }
              return told.people() == 0
                  ? Future.failedFuture(JobFailure.putOff("others_have_hold", HELD))
                  : look(statement, job);
            });
  }

  private Future<?> forget() {
    return lanes
        .one(DailyStatements.FORGET.with(now().minus(settings.keptFor()), FORGOTTEN))
        .compose(gone -> gone < FORGOTTEN ? Future.succeededFuture() : forget());
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
