package com.honeydue.notifications;

import com.honeydue.db.Lanes;
import com.honeydue.jobs.Job;
import com.honeydue.jobs.JobFailure;
import com.honeydue.notifications.DeliveryStatements.Pushed;
import com.honeydue.push.Push;
import com.honeydue.push.PushResult;
import com.honeydue.telemetry.NotificationMeters;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sends one notification to all devices of one person. Those that have it are noted, so that a
 * repeat goes to the others alone; after a crash it goes to all with the ids it had. Lives on the
 * event loop of its lanes.
 */
final class PushDelivery {

  /** A device that was registered at any time before this is the one that was tried. */
  private static final OffsetDateTime EVER = OffsetDateTime.parse("9999-12-31T23:59:59Z");

  private final Lanes lanes;
  private final Push push;
  private final PushTexts texts;
  private final InstantSource clock;
  private final NotificationMeters meters;

  PushDelivery(
      Lanes lanes, Push push, PushTexts texts, InstantSource clock, NotificationMeters meters) {
    this.lanes = lanes;
    this.push = push;
    this.texts = texts;
    this.clock = clock;
    this.meters = meters;
  }

  Future<?> run(Job job) {
    var now = clock.instant();
    return lanes
        .run(DeliveryStatements.PUSH.with(UUID.fromString(job.id()), utc(now)))
        .compose(rows -> rows.isEmpty() ? Future.succeededFuture() : deliver(rows, now));
  }

  private Future<?> deliver(List<Pushed> rows, Instant now) {
    var first = rows.getFirst();
    var delivery = first.delivery();
    var hindrance = delivery.hindrance(now);
    if (hindrance != null) {
      return end(delivery, hindrance, new Tally());
    }
    if (first.device() == null) {
      return end(delivery, Outcome.NO_DEVICE, new Tally());
    }
    var quiet =
        delivery.quiet() == null || delivery.story().kind() == Kind.TEST
            ? null
            : delivery.quiet().endOf(now);
    if (quiet != null) {
      return Future.failedFuture(JobFailure.putOff("quiet_hours", Duration.between(now, quiet)));
    }
    var sent =
        rows.stream()
            .map(
                row ->
                    push.send(
                        Objects.requireNonNull(row.device()),
                        texts.message(
                            delivery, Objects.requireNonNull(row.deviceId()), row.badge())))
            .toList();
    return Future.all(sent)
        .compose(
            done -> {
              var tally = new Tally();
              for (int i = 0; i < rows.size(); i++) {
                tally.add(Objects.requireNonNull(rows.get(i).deviceId()), sent.get(i).result());
              }
              return conclude(delivery, tally);
            });
  }

  private Future<?> conclude(Delivery delivery, Tally tally) {
    var again = tally.again();
    if (again != null) {
      return write(delivery, null, tally).compose(noted -> Future.failedFuture(again));
    }
    return end(delivery, tally.outcome(), tally);
  }

  private Future<?> end(Delivery delivery, Outcome outcome, Tally tally) {
    return write(delivery, outcome, tally)
        .onSuccess(ended -> meters.ended(delivery.story().kind().code(), "push", outcome.code()));
  }

  private Future<?> write(Delivery delivery, @Nullable Outcome outcome, Tally tally) {
    return lanes.run(
        DeliveryStatements.PUSHED.with(
            delivery.job(),
            outcome == null ? null : outcome.code(),
            utc(clock.instant()),
            tally.reached.toArray(Long[]::new),
            tally.dead.toArray(Long[]::new),
            tally.deadSince.toArray(OffsetDateTime[]::new)));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** What became of it on each device. For one run. */
  private static final class Tally {
    private final List<Long> reached = new ArrayList<>();
    private final List<Long> dead = new ArrayList<>();
    private final List<OffsetDateTime> deadSince = new ArrayList<>();
    private boolean refused;
    private @Nullable String laterReason;
    private @Nullable Duration laterAfter;

    void add(long device, PushResult result) {
      switch (result) {
        case PushResult.Sent sent -> reached.add(device);
        case PushResult.DeadToken token -> {
          dead.add(device);
          deadSince.add(token.since() == null ? EVER : utc(token.since()));
        }
        case PushResult.Refused refusal -> refused = true;
        case PushResult.NotConfigured off -> refused = true;
        case PushResult.Configuration ours -> later("push_misconfigured", null);
        case PushResult.RetryLater later -> later("push_later", later.after());
      }
    }

    private void later(String reason, @Nullable Duration after) {
      laterReason = reason;
      if (after != null && (laterAfter == null || after.compareTo(laterAfter) > 0)) {
        laterAfter = after;
      }
    }

    @Nullable JobFailure again() {
      if (laterReason == null) {
        return null;
      }
      return laterAfter == null
          ? JobFailure.retry(laterReason)
          : JobFailure.retryAfter(laterReason, laterAfter);
    }

    Outcome outcome() {
      if (!reached.isEmpty()) {
        return Outcome.SENT;
      }
      return refused ? Outcome.REFUSED : Outcome.NO_DEVICE;
    }
  }
}
