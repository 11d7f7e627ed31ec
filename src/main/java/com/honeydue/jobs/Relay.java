package com.honeydue.jobs;

import com.honeydue.config.JobSettings;
import com.honeydue.db.Lanes;
import com.honeydue.redis.RedisLink;
import com.honeydue.telemetry.Names;
import com.honeydue.telemetry.Telemetry;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks through the outbox and hands over what the queue does not know: what a process that died
 * left there, and everything after Redis has lost its memory. Every worker process has one; that
 * they do the same work costs something and harms nothing. Confined to its event loop.
 *
 * <p>It looks often while something may wait, and rarely otherwise, so that an idle database may
 * sleep. Nothing waits if {@link #WRITES} has not moved since a look that found nothing unknown and
 * that began long enough after the last move for every statement of then to have ended. What is
 * remembered of such a look names the server process it is true for: another one may have forgotten
 * jobs as well.
 */
final class Relay {

  /** Counts the statements that may have left jobs. */
  static final String WRITES = "hdj:outbox:writes";

  /** After which count, on which server, everything was known to the queue. */
  private static final String SEEN = "hdj:outbox:seen";

  private static final Logger log = LoggerFactory.getLogger(Relay.class);
  private static final int PAGE = 1_000;
  private static final UUID FIRST = new UUID(0, 0);

  private final Vertx vertx;
  private final JobSettings settings;
  private final RedisLink redis;
  private final JobQueue queue;
  private final Lanes lanes;
  private final Duration longestStatement;
  private final Counter handedOver;
  private String count = "";
  private long countSince = System.nanoTime();
  private long lookedAt;
  private long timer = -1;
  private boolean stopping;

  /**
   * @param lanes those for slow work
   * @param longestStatement no statement takes longer than that
   */
  Relay(
      Vertx vertx,
      JobSettings settings,
      RedisLink redis,
      Lanes lanes,
      Duration longestStatement,
      Telemetry telemetry) {
    this.vertx = vertx;
    this.settings = settings;
    this.redis = redis;
    this.queue = new JobQueue(redis);
    this.lanes = lanes;
    this.longestStatement = longestStatement;
    this.lookedAt = System.nanoTime() - settings.relayRarely().toNanos();
    this.handedOver =
        telemetry.meters().counter(Names.Metric.JOBS_HANDED_OVER, Names.Label.RESULT, "relay");
  }

  void start() {
    look();
  }

  void stop() {
    stopping = true;
    vertx.cancelTimer(timer);
  }

  private void look() {
    redis
        .batch(List.of(Request.cmd(Command.GET).arg(WRITES), Request.cmd(Command.GET).arg(SEEN)))
        .compose(known -> look(text(known.get(0)), text(known.get(1))))
        .onComplete(
            (done, error) -> {
              if (error != null) {
                log.atWarn()
                    .addKeyValue("error", error.toString())
                    .log("outbox not looked through");
              }
              if (!stopping) {
                timer = vertx.setTimer(settings.relayEvery().toMillis(), tick -> look());
              }
            });
  }

  private Future<?> look(String writes, String seen) {
    String current = queue.server() + " " + writes;
    if (!current.equals(count)) {
      count = current;
      countSince = System.nanoTime();
    }
    boolean rarely =
        seen.equals(current) && System.nanoTime() - lookedAt < settings.relayRarely().toNanos();
    if (rarely) {
      return Future.succeededFuture();
    }
    long began = System.nanoTime();
    return handOver(FIRST, 0)
        .compose(
            unknown -> {
              lookedAt = began;
              boolean settled = began - countSince > longestStatement.toNanos();
              if (unknown > 0) {
                handedOver.increment(unknown);
                log.atInfo().addKeyValue("jobs", unknown).log("handed over from the outbox");
              }
              return unknown == 0 && settled && !seen.equals(current)
                  ? redis.send(Request.cmd(Command.SET).arg(SEEN).arg(current))
                  : Future.succeededFuture();
            });
  }

  /** Hands over page by page; answers how many the queue did not know. */
  private Future<Integer> handOver(UUID after, int unknownBefore) {
    return lanes
        .run(OutboxStatements.WAITING.with(after, PAGE))
        .compose(
            rows ->
                rows.isEmpty()
                    ? Future.succeededFuture(unknownBefore)
                    : queue
                        .enqueue(rows.stream().map(Relay::job).toList())
                        .compose(
                            taken -> {
                              int unknown =
                                  unknownBefore
                                      + (int)
                                          taken.stream().filter(JobQueue.Taken.NEW::equals).count();
                              return rows.size() < PAGE || stopping
                                  ? Future.succeededFuture(unknown)
                                  : handOver(rows.getLast().id(), unknown);
                            }));
  }

  private static NewJob job(OutboxStatements.Waiting row) {
    return NewJob.inOutbox(
        row.id().toString(),
        row.type(),
        row.madeAt().toInstant(),
        row.notBefore().isAfter(row.madeAt()) ? row.notBefore().toInstant() : null);
  }

  private static String text(@Nullable Response answer) {
    return Objects.requireNonNullElse(answer, "").toString();
  }
}
