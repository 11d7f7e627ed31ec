package com.honeydue.jobs;

import com.honeydue.db.JobRows;
import com.honeydue.db.Lanes;
import com.honeydue.redis.RedisLink;
import com.honeydue.telemetry.Names;
import com.honeydue.telemetry.Telemetry;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the jobs of schedules. Every worker process tries at every tick; the database lets one of
 * them write the job, in the statement that moves the schedule on, so nobody has to lead. A word in
 * Redis keeps the others from asking. Confined to its event loop.
 */
final class Ticks {

  private static final Logger log = LoggerFactory.getLogger(Ticks.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** A tick noticed later than this was missed. */
  private static final Duration LATE = Duration.ofMinutes(1);

  /** Whoever said it would ask the database, and has not, is not waited for longer. */
  private static final Duration ASKING = Duration.ofSeconds(15);

  private final Vertx vertx;
  private final RedisLink redis;
  private final Lanes lanes;
  private final List<Schedule> schedules;
  private final InstantSource clock;
  private final MeterRegistry meters;
  private final HandOver handOver;
  private final Map<Schedule, Instant> settled = new HashMap<>();
  private long timer = -1;

  /**
   * @param lanes those for slow work
   */
  Ticks(
      Vertx vertx,
      RedisLink redis,
      Lanes lanes,
      List<Schedule> schedules,
      HandOver handOver,
      InstantSource clock,
      Telemetry telemetry) {
    this.vertx = vertx;
    this.redis = redis;
    this.lanes = lanes;
    this.schedules = schedules;
    this.clock = clock;
    this.handOver = handOver;
    this.meters = telemetry.meters();
  }

  void start() {
    timer = vertx.setPeriodic(LOOK_EVERY.toMillis(), tick -> look());
    look();
  }

  void stop() {
    vertx.cancelTimer(timer);
  }

  private void look() {
    var now = clock.instant();
    for (var schedule : schedules) {
      var tick = schedule.lastTick(now);
      if (!tick.equals(settled.get(schedule))) {
        tick(schedule, tick, now);
      }
    }
  }

  private void tick(Schedule schedule, Instant tick, Instant now) {
    // not asked again meanwhile
    settled.put(schedule, tick);
    String key = "hdj:tick:" + schedule.name() + ":" + tick.toEpochMilli();
    redis
        .send(
            Request.cmd(Command.SET)
                .arg(key)
                .arg("asking")
                .arg("NX")
                .arg("PX")
                .arg(ASKING.toMillis()))
        .map(answer -> answer != null)
        .otherwise(true)
        .compose(
            mine ->
                mine
                    ? settle(schedule, tick, now).compose(done -> remember(key, schedule))
                    : redis
                        .send(Request.cmd(Command.GET).arg(key))
                        .compose(
                            word ->
                                word != null && word.toString().equals("asking")
                                    ? Future.failedFuture("somebody asks")
                                    : Future.succeededFuture()))
        .onFailure(
            error -> {
              settled.remove(schedule, tick);
              log.atDebug().addKeyValue("schedule", schedule.name()).log(error.toString());
            });
  }

  private Future<Void> settle(Schedule schedule, Instant tick, Instant now) {
    boolean run =
        schedule.missed() == Schedule.Missed.RUN_ONCE
            || Duration.between(tick, now).compareTo(LATE) < 0;
    var job = schedule.job(tick);
    handOver.sending();
    return lanes
        .one(
            OutboxStatements.TICK.with(
                schedule.name(), tick.atOffset(ZoneOffset.UTC), job, schedule.type().name(), run))
        .map(
            moved -> {
              if (moved && run) {
                handOver.written(List.of(new JobRows.JobRow(schedule.type().name(), job)));
              }
              if (moved) {
                meters
                    .counter(
                        Names.Metric.JOBS_TICKS,
                        Names.Label.SCHEDULE,
                        schedule.name(),
                        Names.Label.RESULT,
                        run ? "run" : "skipped")
                    .increment();
              }
              return null;
            });
  }

  private Future<Void> remember(String key, Schedule schedule) {
    return redis
        .send(
            Request.cmd(Command.SET)
                .arg(key)
                .arg("done")
                .arg("PX")
                .arg(schedule.every().toMillis()))
        .otherwiseEmpty()
        .mapEmpty();
  }
}
