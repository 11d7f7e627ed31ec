package com.honeydue.notifications;

import com.honeydue.db.Lanes;
import com.honeydue.db.Statement;
import com.honeydue.jobs.Job;
import com.honeydue.jobs.JobType;
import com.honeydue.jobs.JobType.Queue;
import com.honeydue.jobs.JobWork;
import com.honeydue.telemetry.NotificationMeters;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Tells people what somebody has done. Lives on the event loop of its lanes. */
final class Events {

  private static final Map<String, Statement<Telling>> STATEMENTS =
      Map.of(
          "notify.join", EventStatements.JOIN,
          "notify.task_completed", EventStatements.TASK_COMPLETED,
          "notify.task_assigned", EventStatements.TASK_ASSIGNED,
          "notify.report_ready", EventStatements.REPORT_READY,
          "notify.subscription", EventStatements.SUBSCRIPTION);

  static final List<JobType> TYPES =
      STATEMENTS.keySet().stream().sorted().map(name -> JobType.of(name, Queue.DEFAULT)).toList();

  private final Lanes lanes;
  private final InstantSource clock;
  private final NotificationMeters meters;

  Events(Lanes lanes, InstantSource clock, NotificationMeters meters) {
    this.lanes = lanes;
    this.clock = clock;
    this.meters = meters;
  }

  List<JobWork> work() {
    return TYPES.stream().map(type -> new JobWork(type, this::tell)).toList();
  }

  private Future<?> tell(Job job) {
    var statement = STATEMENTS.get(job.type());
    if (statement == null) {
      throw new IllegalStateException(job.type());
    }
    return lanes
        .one(
            statement.with(
                UUID.fromString(job.id()),
                clock.instant().atOffset(ZoneOffset.UTC),
                job.traceparent()))
        .onSuccess(told -> meters.left(job.type(), told.left().size()));
  }
}
