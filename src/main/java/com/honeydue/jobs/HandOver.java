package com.honeydue.jobs;

import com.honeydue.db.JobRows;
import com.honeydue.redis.RedisLink;
import com.honeydue.telemetry.Names;
import com.honeydue.telemetry.Telemetry;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Hands jobs to the queue as soon as their rows are in the outbox, so that workers need not look
 * for them there. The rows are what counts: what is lost on the way is found by the {@link Relay},
 * which a counter in Redis tells that there may be something to find. The counter moves before a
 * statement is sent, so a process that dies after the database has committed leaves its trace.
 *
 * <p>Thread-safe; each event loop uses its own link.
 */
public final class HandOver implements JobRows {

  private static final long TELL_AGAIN_MILLIS = 1_000;

  private final Vertx vertx;
  private final Supplier<RedisLink> link;
  private final InstantSource clock;
  private final Counter handedOver;
  private final AtomicBoolean owed = new AtomicBoolean();

  /**
   * @param link the link of the event loop it is asked for on
   */
  public HandOver(Vertx vertx, Supplier<RedisLink> link, InstantSource clock, Telemetry telemetry) {
    this.vertx = vertx;
    this.link = link;
    this.clock = clock;
    this.handedOver =
        telemetry.meters().counter(Names.Metric.JOBS_HANDED_OVER, Names.Label.RESULT, "direct");
  }

  @Override
  public void sending() {
    tell();
  }

  @Override
  public void written(List<JobRow> rows) {
    var now = clock.instant();
    new JobQueue(link.get())
        .enqueue(
            rows.stream()
                .map(row -> NewJob.inOutbox(row.id().toString(), row.type(), now, null))
                .toList())
        .onComplete(
            (taken, error) -> {
              if (error == null) {
                handedOver.increment(rows.size());
              } else {
                tellLater();
              }
            });
  }

  private void tell() {
    link.get().send(Request.cmd(Command.INCR).arg(Relay.WRITES)).onFailure(error -> tellLater());
  }

  /** Redis is away: the relay is told as soon as it is back. */
  private void tellLater() {
    if (owed.compareAndSet(false, true)) {
      vertx.setTimer(
          TELL_AGAIN_MILLIS,
          timer -> {
            owed.set(false);
            tell();
          });
    }
  }
}
