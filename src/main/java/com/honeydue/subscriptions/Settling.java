package com.honeydue.subscriptions;

import com.honeydue.db.Lanes;
import com.honeydue.db.Statement;
import com.honeydue.jobs.Job;
import com.honeydue.jobs.JobType;
import com.honeydue.jobs.JobWork;
import com.honeydue.jobs.Schedule;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/**
 * Lets what is beyond a tier's limits be read-only, and what there is room for be written again.
 * May run at any time, also twice at once. Lives on the event loop of its lanes.
 */
final class Settling {

  /**
   * Of one account, when its tier has changed, something of it has made room, or it has got another
   * home. Payload: {@code user_id}.
   */
  static final JobType ACCOUNT = JobType.of("subscriptions.settle", JobType.Queue.DEFAULT);

  /** Of some accounts, and then of those after them: staff have changed a limit. */
  static final JobType EVERYBODY =
      JobType.of("subscriptions.settle_all", JobType.Queue.LOW).concurrency(1);

  /**
   * Of accounts whose subscription has ended by time alone, and of all that have something
   * read-only.
   */
  static final JobType SWEEP =
      JobType.of("subscriptions.settle_due", JobType.Queue.LOW).timeout(Duration.ofMinutes(30));

  static final Schedule SWEEP_DAILY =
      Schedule.every(Duration.ofDays(1), SWEEP).at(Duration.ofHours(3));

  static final List<JobType> TYPES = List.of(ACCOUNT, EVERYBODY, SWEEP);

  static final List<Statement<?>> STATEMENTS = SettlingStatements.ALL;

  /** So many hold their locks together. */
  private static final int AT_A_TIME = 20;

  private final Lanes lanes;

  Settling(Lanes lanes) {
    this.lanes = lanes;
  }

  /** What does them. */
  static List<JobWork> work(Lanes slowLanes) {
    var settling = new Settling(slowLanes);
    return List.of(
        new JobWork(ACCOUNT, settling::account),
        new JobWork(EVERYBODY, settling::everybody),
        new JobWork(SWEEP, job -> settling.sweep()));
  }

  Future<?> account(Job job) {
    return lanes.run(SettlingStatements.ACCOUNT.with(UUID.fromString(job.id())));
  }

  Future<?> everybody(Job job) {
    return lanes.run(
        SettlingStatements.EVERYBODY.with(UUID.fromString(job.id()), AT_A_TIME, UUID.randomUUID()));
  }

  Future<Void> sweep() {
    return ended().compose(done -> beyond(0));
  }

  private Future<Void> ended() {
    return lanes
        .run(SettlingStatements.ENDED.with(AT_A_TIME))
        .compose(some -> some.size() < AT_A_TIME ? Future.succeededFuture() : ended());
  }

  private Future<Void> beyond(long after) {
    return lanes
        .run(SettlingStatements.BEYOND.with(after, AT_A_TIME))
        .compose(
            some ->
                some.size() < AT_A_TIME ? Future.succeededFuture() : beyond(Collections.max(some)));
  }
}
