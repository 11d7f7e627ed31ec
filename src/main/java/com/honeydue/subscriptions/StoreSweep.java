package com.honeydue.subscriptions;

import com.honeydue.db.Lanes;
import com.honeydue.stores.Store;
import com.honeydue.stores.StoreFailure;
import com.honeydue.stores.Stores;
import com.honeydue.telemetry.Spans;
import com.honeydue.telemetry.SubscriptionMeters;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks the stores about everything that may have changed, so that nothing depends on what they
 * send. May run at any time, also twice at once. Lives on the event loop of its lanes.
 */
final class StoreSweep {

  private static final int AT_A_TIME = 20;

  /** A store that could not be asked is asked again after that. */
  private static final Duration AGAIN = Duration.ofMinutes(10);

  /** What a store does not know is asked about as rarely. */
  private static final Duration RARELY = Duration.ofDays(7);

  /** Google tells of what was given back in the last 30 days. */
  private static final Duration TOLD = Duration.ofDays(29);

  /** Lists of refunds may lag behind themselves. */
  private static final Duration OVERLAP = Duration.ofHours(6);

  private static final Duration NOTICES_KEPT = Duration.ofDays(90);
  private static final int ROWS_AT_A_TIME = 500;

  private final Lanes lanes;
  private final Stores stores;
  private final StoreDesk desk;
  private final Duration leeway;
  private final InstantSource clock;
  private final SubscriptionMeters meters;

  StoreSweep(
      Lanes lanes, Stores stores, Duration leeway, InstantSource clock, SubscriptionMeters meters) {
    this.lanes = lanes;
    this.stores = stores;
    this.desk = new StoreDesk(stores);
    this.leeway = leeway;
    this.clock = clock;
    this.meters = meters;
  }

  /** Refunds first, since they say of some what the stores are then to be asked. */
  Future<Void> run() {
    return measure()
        .compose(measured -> refunds())
        .compose(known -> due())
        .compose(read -> settle())
        .compose(settled -> forget());
  }

  /** Takes in what stores say. */
  Future<Applied> apply(List<? extends StoreEvent> events) {
    return apply(Said.of(events));
  }

  /** The same, as it was kept. */
  Future<Applied> apply(JsonArray said) {
    return lanes
        .one(
            ApplyStatements.APPLY.with(
                said, null, false, now(), leeway.toSeconds(), Spans.traceparent()))
        .onSuccess(applied -> applied.count(meters));
  }

  private Future<?> measure() {
    return lanes
        .one(StoredStatements.BEHIND.with(now()))
        .onSuccess(
            behind -> {
              meters.sweepLag(since(behind.dueSince()));
              meters.unacknowledged(since(behind.unacknowledgedSince()));
            });
  }

  /** A store that can not be asked holds the rest up as little as one that is not there. */
  private Future<?> refunds() {
    if (!stores.google().isOn()) {
      return Future.succeededFuture();
    }
    Instant asked = clock.instant();
    return lanes
        .run(StoredStatements.REFUNDS_KNOWN.with(Store.GOOGLE.column()))
        .compose(
            known -> {
              Instant oldest = asked.minus(TOLD);
              Instant since = known.isEmpty() ? oldest : known.getFirst().minus(OVERLAP);
              return stores.google().voided(since.isBefore(oldest) ? oldest : since);
            })
        .compose(refunds -> apply(refunds.stream().map(StoreEvent.Refunded::new).toList()))
        .compose(
            applied ->
                lanes.run(
                    StoredStatements.KNOW_REFUNDS.with(
                        Store.GOOGLE.column(), asked.atOffset(ZoneOffset.UTC))))
        .<Object>map(told -> told)
        .recover(StoreSweep::unlessOurs);
  }

  private Future<Void> due() {
    return lanes
        .run(StoredStatements.DUE.with(now(), AT_A_TIME, now().plus(AGAIN)))
        .compose(
            found ->
                read(found)
                    .compose(
                        done ->
                            found.size() == AT_A_TIME ? due() : Future.<Void>succeededFuture()));
  }

  private Future<?> read(List<StoredStatements.Stored> due) {
    var unknown = new ArrayList<Long>();
    List<Future<List<StoreEvent>>> reads =
        due.stream()
            .map(
                one ->
                    desk.readAll(one.store(), one.key())
                        .recover(
                            error -> {
                              if (error instanceof StoreFailure failure) {
                                if (StoreJobs.isOver(failure)) {
                                  unknown.add(one.id());
                                }
                                return Future.succeededFuture(List.of());
                              }
                              return Future.failedFuture(error);
                            }))
            .toList();
    return Future.join(reads)
        .compose(
            all -> {
              var events = reads.stream().flatMap(one -> one.result().stream()).toList();
              return events.isEmpty() ? Future.succeededFuture() : apply(events);
            })
        .compose(
            applied ->
                unknown.isEmpty()
                    ? Future.succeededFuture()
                    : lanes.run(
                        StoredStatements.POSTPONE.with(
                            unknown.toArray(Long[]::new), now().plus(RARELY))));
  }

  /** Those whose end has passed without a word: trials, and all if their store is silent. */
  private Future<Void> settle() {
    return lanes
        .one(ApplyStatements.SETTLE_ENDED.with(now(), AT_A_TIME, Spans.traceparent()))
        .compose(
            settled -> settled.found() == AT_A_TIME ? settle() : Future.<Void>succeededFuture());
  }

  private Future<Void> forget() {
    return lanes
        .one(NoticeStatements.FORGET.with(now().minus(NOTICES_KEPT), ROWS_AT_A_TIME))
        .compose(gone -> gone == ROWS_AT_A_TIME ? forget() : Future.<Void>succeededFuture());
  }

  private static Future<Object> unlessOurs(Throwable error) {
    return error instanceof StoreFailure
        ? Future.succeededFuture(error)
        : Future.failedFuture(error);
  }

  private Duration since(@Nullable Instant instant) {
    return instant == null ? Duration.ZERO : Duration.between(instant, clock.instant());
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
