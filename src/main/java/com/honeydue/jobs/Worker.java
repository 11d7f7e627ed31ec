package com.honeydue.jobs;

import com.honeydue.config.JobSettings;
import com.honeydue.db.Lanes;
import com.honeydue.telemetry.JobMeters;
import com.honeydue.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes jobs from the queue and has them done, up to so many at a time, and keeps its lease on each
 * until its end is written down. Confined to its event loop.
 */
final class Worker {

  private static final int LARGEST_CLAIM = 100;

  /** Jobs that are done but not yet written down, for each that may run. */
  private static final int UNWRITTEN = 8;

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private static final String LOST = "lost";
  private static final String CANCELLED = "cancelled";
  private static final String RETURNED = "returned";

  /** A claim on a job; another one on the same job is not equal to it. */
  private static final class Lease {
    private final Claimed job;

    Lease(Claimed job) {
      this.job = job;
    }
  }

  private final ContextInternal context;
  private final JobSettings settings;
  private final JobQueue queue;
  private final Lanes lanes;
  private final Map<String, JobWork> work;
  private final TypeOrder order;
  private final JobMeters meters;
  private final String owner = UUID.randomUUID().toString();
  private final Runs runs;
  private final Endings endings;
  private final Map<String, Lease> held = new HashMap<>();
  private final Map<String, Runs.Run> running = new LinkedHashMap<>();
  private long lookTimer = -1;
  private long leaseTimer = -1;
  private int loading;
  private boolean looking;
  private boolean stopping;

  /** There was more work than room for it. */
  private boolean pressed;

  private final Promise<Void> stopped = Promise.promise();

  Worker(
      ContextInternal context,
      JobSettings settings,
      JobQueue queue,
      Lanes lanes,
      List<JobWork> work,
      Telemetry telemetry,
      JobMeters meters,
      InstantSource clock) {
    this.context = context;
    this.settings = settings;
    this.queue = queue;
    this.lanes = lanes;
    this.work = work.stream().collect(Collectors.toMap(w -> w.type().name(), w -> w));
    this.order =
        new TypeOrder(
            work.stream().map(JobWork::type).toList(), ThreadLocalRandom.current()::nextDouble);
    this.meters = meters;
    this.runs = new Runs(context, telemetry, meters, clock);
    this.endings = new Endings(context.owner(), queue, owner, lanes);
  }

  /** Begins to look for work. */
  void start() {
    leaseTimer = context.owner().setPeriodic(settings.lease().toMillis() / 3, tick -> extend());
    look();
  }

  /**
   * Takes no more jobs, waits {@code atMost} for those that run, and gives the others back;
   * completes when all of it is written down.
   */
  Future<Void> stop(Duration atMost) {
    stopping = true;
    context.owner().cancelTimer(lookTimer);
    long patience =
        context
            .owner()
            .setTimer(
                Math.max(1, atMost.toMillis()),
                late -> List.copyOf(running.values()).forEach(run -> run.giveUp(RETURNED)));
    goOn();
    return stopped
        .future()
        .onComplete(
            done -> {
              context.owner().cancelTimer(patience);
              context.owner().cancelTimer(leaseTimer);
            });
  }

  private void look() {
    int room = room();
    if (looking || stopping || room == 0) {
      return;
    }
    looking = true;
    context.owner().cancelTimer(lookTimer);
    queue
        .claim(owner, settings.lease(), room, order.next())
        .onComplete(
            (claim, error) -> {
              looking = false;
              if (error != null) {
                lookIn(AFTER_FAILURE);
              } else {
                found(claim, room);
              }
              goOn();
            });
  }

  private void found(JobQueue.Claim claim, int room) {
    meters.recovered(claim.recovered());
    for (var job : claim.jobs()) {
      // Redis forgot that this worker has it, and handed it out again
      giveUp(job.id(), LOST);
      held.put(job.id(), new Lease(job));
    }
    if (stopping) {
      claim.jobs().forEach(job -> settled(job, endings.back(job, Duration.ZERO)));
      return;
    }
    pressed = claim.jobs().size() == room;
    take(claim.jobs());
    if (pressed) {
      look();
    } else {
      var due = claim.nextDue();
      lookIn(due != null && due.compareTo(settings.poll()) < 0 ? due : settings.poll());
    }
  }

  private void lookIn(Duration pause) {
    if (!stopping) {
      context.owner().cancelTimer(lookTimer);
      lookTimer = context.owner().setTimer(Math.max(1, pause.toMillis()), tick -> look());
    }
  }

  /** How many more may be taken. */
  private int room() {
    int room = settings.concurrency() - running.size() - loading;
    boolean behind = held.size() > UNWRITTEN * settings.concurrency();
    return behind ? 0 : Math.min(LARGEST_CLAIM, Math.max(0, room));
  }

  private void take(List<Claimed> jobs) {
    var inOutbox = new ArrayList<Claimed>();
    for (var job : jobs) {
      if (job.attempt() > type(job).retries() + 1) {
        runs.exhausted(job);
        settled(job, endings.dead(job, job.lastError()));
      } else if (job.inOutbox()) {
        inOutbox.add(job);
      } else {
        run(job, job.payload(), job.madeAt(), job.traceparent());
      }
    }
    if (!inOutbox.isEmpty()) {
      load(inOutbox);
    }
  }

  /** What a row of the outbox holds is read before each run: without a row there is no job. */
  private void load(List<Claimed> jobs) {
    loading += jobs.size();
    lanes
        .run(
            OutboxStatements.LOAD.with(
                (Object) jobs.stream().map(job -> UUID.fromString(job.id())).toArray(UUID[]::new)))
        .onComplete(
            (rows, error) -> {
              loading -= jobs.size();
              if (error != null) {
                jobs.forEach(job -> settled(job, endings.back(job, AFTER_FAILURE)));
                return;
              }
              var byId =
                  rows.stream().collect(Collectors.toMap(row -> row.id().toString(), r -> r));
              jobs.forEach(job -> loaded(job, byId.get(job.id())));
            });
  }

  private void loaded(Claimed job, OutboxStatements.@Nullable OutboxRow row) {
    if (row == null) {
      settled(job, endings.gone(job));
      return;
    }
    if (row.early().isPositive()) {
      settled(job, endings.back(job, row.early()));
    } else if (held.containsKey(job.id())) {
      run(job, row.payload().encode(), row.madeAt().toInstant(), row.traceparent());
    }
  }

  private void run(Claimed claimed, String payload, Instant madeAt, @Nullable String traceparent) {
    var job =
        new Job(
            claimed.id(),
            claimed.type(),
            new JsonObject(payload),
            claimed.attempt(),
            madeAt,
            traceparent);
    var run = runs.start(work(claimed), job, payload.length());
    running.put(job.id(), run);
    run.verdict()
        .future()
        .onSuccess(
            verdict -> {
              running.remove(job.id(), run);
              settle(claimed, verdict);
              if (pressed) {
                look();
              }
            });
  }

  private void settle(Claimed job, Runs.Verdict verdict) {
    switch (verdict) {
      case Runs.Verdict.Done done -> settled(job, endings.done(job, type(job).retention()));
      case Runs.Verdict.Again again ->
          settled(job, endings.later(job, again.pause(), again.error()));
      case Runs.Verdict.PutOff putOff -> settled(job, endings.back(job, putOff.pause()));
      case Runs.Verdict.Dead dead -> settled(job, endings.dead(job, dead.error()));
      case Runs.Verdict.GivenUp(var why) -> {
        switch (why) {
          case CANCELLED -> settled(job, endings.done(job, Duration.ZERO));
          case RETURNED -> settled(job, endings.back(job, Duration.ZERO));
          default -> goOn();
        }
      }
    }
  }

  /** The lease on {@code job} is kept until {@code written} completes. */
  private void settled(Claimed job, Future<Void> written) {
    var lease = held.get(job.id());
    written.onComplete(
        done -> {
          held.remove(job.id(), lease);
          goOn();
        });
  }

  private void extend() {
    if (held.isEmpty()) {
      return;
    }
    queue
        .extend(owner, settings.lease(), held.values().stream().map(lease -> lease.job).toList())
        .onSuccess(
            extended -> {
              extended.lost().forEach(id -> giveUp(id, LOST));
              extended.cancelled().forEach(id -> giveUp(id, CANCELLED));
            });
  }

  private void giveUp(String id, String why) {
    if (why.equals(LOST)) {
      held.remove(id);
    }
    var run = running.get(id);
    if (run != null) {
      run.giveUp(why);
    }
  }

  /** Something was written down: there may be nothing left to wait for, or room for more. */
  private void goOn() {
    if (stopping && !looking && held.isEmpty()) {
      stopped.tryComplete();
    } else if (!stopping && pressed && running.isEmpty()) {
      look();
    }
  }

  private JobWork work(Claimed job) {
    return Objects.requireNonNull(work.get(job.type()), job.type());
  }

  private JobType type(Claimed job) {
    return work(job).type();
  }
}
