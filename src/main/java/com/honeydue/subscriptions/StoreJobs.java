package com.honeydue.subscriptions;

import com.honeydue.db.Lanes;
import com.honeydue.jobs.Job;
import com.honeydue.jobs.JobFailure;
import com.honeydue.jobs.JobType;
import com.honeydue.jobs.JobType.Queue;
import com.honeydue.jobs.JobWork;
import com.honeydue.jobs.Schedule;
import com.honeydue.stores.StoreFailure;
import com.honeydue.stores.Stores;
import com.honeydue.telemetry.SubscriptionMeters;
import com.honeydue.telemetry.Telemetry;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** What is done later with subscriptions. Lives on the event loop of its lanes. */
final class StoreJobs {

  private static final JobType.Pauses PAUSES =
      new JobType.Pauses(Duration.ofSeconds(5), Duration.ofHours(2));

  /** Follows up what a store has sent. Payload: {@code notice_id}. */
  static final JobType NOTICE =
      JobType.of("subscriptions.notice", Queue.CRITICAL)
          .timeout(Duration.ofMinutes(2))
          .retries(40, PAUSES);

  /**
   * Tells Google that a purchase was delivered, for which there are three days. Payload: {@code
   * subscription_id}.
   */
  static final JobType ACKNOWLEDGE =
      JobType.of("subscriptions.acknowledge", Queue.CRITICAL)
          .timeout(Duration.ofMinutes(2))
          .retries(60, PAUSES);

  /** Tells Google that a subscription ends with what is paid. Payload: {@code subscription_id}. */
  static final JobType CANCEL =
      JobType.of("subscriptions.cancel", Queue.CRITICAL)
          .timeout(Duration.ofMinutes(2))
          .retries(40, PAUSES);

  /** Asks the stores about everything that may have changed. */
  static final JobType SWEEP =
      JobType.of("subscriptions.sweep", Queue.DEFAULT)
          .timeout(Duration.ofMinutes(30))
          .concurrency(2);

  static final Schedule SWEEP_OFTEN = Schedule.every(Duration.ofMinutes(5), SWEEP);

  static final List<JobType> TYPES = List.of(NOTICE, ACKNOWLEDGE, CANCEL, SWEEP);

  private final Lanes lanes;
  private final Stores stores;
  private final StoreDesk desk;
  private final StoreSweep sweep;
  private final InstantSource clock;
  private final SubscriptionMeters meters;

  private StoreJobs(
      Lanes lanes,
      Stores stores,
      StoreSweep sweep,
      InstantSource clock,
      SubscriptionMeters meters) {
    this.lanes = lanes;
    this.stores = stores;
    this.desk = new StoreDesk(stores);
    this.sweep = sweep;
    this.clock = clock;
    this.meters = meters;
  }

  /**
   * What does them.
   *
   * @param leeway what will be renewed stays good for so long beyond its end
   */
  static List<JobWork> work(
      Lanes lanes, Stores stores, Duration leeway, InstantSource clock, Telemetry telemetry) {
    var meters = new SubscriptionMeters(telemetry);
    var sweep = new StoreSweep(lanes, stores, leeway, clock, meters);
    var jobs = new StoreJobs(lanes, stores, sweep, clock, meters);
    return List.of(
        new JobWork(NOTICE, jobs::notice),
        new JobWork(ACKNOWLEDGE, jobs::acknowledge),
        new JobWork(CANCEL, jobs::cancel),
        new JobWork(SWEEP, job -> sweep.run()));
  }

  /** Whether asking again can not help. */
  static boolean isOver(StoreFailure failure) {
    return failure.kind() == StoreFailure.Kind.UNKNOWN
        || failure.kind() == StoreFailure.Kind.INVALID;
  }

  /** What the notice says itself counts also while the store can not be asked. */
  private Future<?> notice(Job job) {
    long id = job.payload().getLong("notice_id");
    return lanes
        .run(NoticeStatements.LOAD.with(id))
        .compose(
            found -> {
              if (found.isEmpty() || found.getFirst().applied()) {
                return Future.succeededFuture();
              }
              var kept = found.getFirst();
              String key = kept.key();
              if (key == null) {
                return Future.succeededFuture();
              }
              return said(kept)
                  .compose(applied -> desk.readAll(kept.store(), key))
                  .recover(StoreJobs::nothingIfOver)
                  .compose(events -> sweep.apply(events))
                  .compose(applied -> lanes.run(NoticeStatements.APPLIED.with(id, now())))
                  .onSuccess(done -> meters.notice(kept.store().column(), kept.type(), "applied"))
                  .recover(StoreJobs::later);
            });
  }

  private Future<?> said(NoticeStatements.Kept kept) {
    return kept.said() == null ? Future.succeededFuture() : sweep.apply(kept.said());
  }

  private Future<?> acknowledge(Job job) {
    return stored(job)
        .compose(
            found -> {
              if (found.isEmpty() || found.getFirst().acknowledged()) {
                return Future.succeededFuture();
              }
              var one = found.getFirst();
              return stores
                  .google()
                  .acknowledge(String.valueOf(one.product()), one.key())
                  .compose(done -> lanes.run(StoredStatements.ACKNOWLEDGED.with(one.id())))
                  .recover(StoreJobs::later);
            });
  }

  private Future<?> cancel(Job job) {
    return stored(job)
        .compose(
            found -> {
              if (found.isEmpty()) {
                return Future.succeededFuture();
              }
              var one = found.getFirst();
              return stores
                  .google()
                  .cancel(String.valueOf(one.product()), one.key())
                  .compose(done -> desk.read(one.store(), one.key()))
                  .compose(sweep::apply)
                  .recover(StoreJobs::later);
            });
  }

  private Future<List<StoredStatements.Stored>> stored(Job job) {
    return lanes.run(StoredStatements.LOAD.with(job.payload().getLong("subscription_id")));
  }

  private static Future<List<StoreEvent>> nothingIfOver(Throwable error) {
    return error instanceof StoreFailure failure && isOver(failure)
        ? Future.succeededFuture(new ArrayList<>())
        : Future.failedFuture(error);
  }

  private static <T> Future<T> later(Throwable error) {
    if (!(error instanceof StoreFailure failure)) {
      return Future.failedFuture(error);
    }
    if (isOver(failure)) {
      return Future.failedFuture(JobFailure.permanent(failure.code()));
    }
    return Future.failedFuture(
        failure.after() == null
            ? JobFailure.retry(failure.code())
            : JobFailure.retryAfter(failure.code(), failure.after()));
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
