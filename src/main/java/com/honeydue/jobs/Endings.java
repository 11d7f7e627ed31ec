package com.honeydue.jobs;

import com.honeydue.db.Lanes;
import com.honeydue.jobs.JobQueue.End;
import com.honeydue.jobs.JobQueue.Finish;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * How jobs end, written down for many at a time: first in the database, which is what counts, then
 * in Redis. While the database cannot be reached their leases go on being extended, so nobody does
 * them again. Confined to its event loop.
 */
final class Endings {

  /**
   * A job that failed for good.
   *
   * @param error a word from a bounded set
   */
  private record Burial(Claimed job, String error) {}

  private final Batch<Finish> queue;
  private final Batch<UUID> outbox;
  private final Batch<Burial> dead;

  Endings(Vertx vertx, JobQueue queue, String owner, Lanes lanes) {
    this.queue = new Batch<>(vertx, "ends of runs", ends -> queue.finish(owner, ends));
    this.outbox =
        new Batch<>(
            vertx,
            "jobs that are done",
            ids -> lanes.run(OutboxStatements.FORGET.with((Object) ids.toArray(UUID[]::new))));
    this.dead = new Batch<>(vertx, "jobs that failed for good", jobs -> bury(lanes, jobs));
  }

  /** It is done, and can be seen for {@code kept} more. */
  Future<Void> done(Claimed job, Duration kept) {
    return job.inOutbox()
        ? outbox.add(UUID.fromString(job.id())).compose(forgotten -> end(job, kept, ""))
        : end(job, kept, "");
  }

  /** There is nothing to do any more. */
  Future<Void> gone(Claimed job) {
    return end(job, Duration.ZERO, "");
  }

  /** It is tried again. */
  Future<Void> later(Claimed job, Duration pause, String error) {
    return queue.add(new Finish(job, End.LATER, pause, error));
  }

  /** It was not tried at all, and is offered again after {@code pause}. */
  Future<Void> back(Claimed job, Duration pause) {
    return queue.add(new Finish(job, End.BACK, pause, job.lastError()));
  }

  /** It failed for good. */
  Future<Void> dead(Claimed job, String error) {
    return dead.add(new Burial(job, error)).compose(buried -> end(job, Duration.ZERO, error));
  }

  private Future<Void> end(Claimed job, Duration kept, String error) {
    return queue.add(new Finish(job, End.END, kept, error));
  }

  private static Future<?> bury(Lanes lanes, List<Burial> dead) {
    return lanes.run(
        OutboxStatements.BURY.with(
            each(dead, b -> uuid(b.job().id()), UUID[]::new),
            each(dead, b -> b.job().type(), String[]::new),
            each(dead, b -> b.job().payload(), String[]::new),
            each(dead, b -> b.job().traceparent(), String[]::new),
            each(dead, b -> b.job().madeAt().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new),
            each(dead, b -> b.job().attempt(), Integer[]::new),
            each(dead, Burial::error, String[]::new)));
  }

  /** Jobs that never were in the outbox may have ids of their own making. */
  static UUID uuid(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException other) {
      return UUID.nameUUIDFromBytes(id.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  private static <T> T[] each(
      List<Burial> dead, Function<Burial, T> part, java.util.function.IntFunction<T[]> array) {
    return dead.stream().map(part).toArray(array);
  }
}
