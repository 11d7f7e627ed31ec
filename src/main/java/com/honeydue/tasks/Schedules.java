package com.honeydue.tasks;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.db.Lanes;
import com.honeydue.db.Statement;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** When tasks will be due. Lives on the event loop of its lanes. */
final class Schedules {

  /** $1 user, $2 task, $3 now. */
  static final Statement<Schedule> SCHEDULE =
      Statement.select("getSchedule", "task_task")
          .takes(Long.class, Long.class, OffsetDateTime.class)
          .sql(
              """
              select ($3::timestamptz at time zone r.time_zone)::date, %s
              from task_task t
              join residence_residenceuser m on m.residence_id = t.residence_id and m.user_id = $1
              join residence_residence r on r.id = t.residence_id
              where t.id = $2
              """
                  .formatted(Schedule.COLUMNS))
          .map(row -> Schedule.of(row, 0));

  static final List<Statement<?>> STATEMENTS = List.of(SCHEDULE);

  private final Lanes lanes;
  private final InstantSource clock;

  Schedules(Lanes lanes, InstantSource clock) {
    this.lanes = lanes;
    this.clock = clock;
  }

  Future<SchedulePreview> preview(Call<Arguments> call) {
    int count = (int) call.arguments().number("count");
    var now = clock.instant().atOffset(ZoneOffset.UTC);
    return lanes
        .found(SCHEDULE.with(call.userId(), call.arguments().id(), now))
        .map(schedule -> new SchedulePreview(schedule.dates(count), schedule.rrule().orElse(null)));
  }
}
