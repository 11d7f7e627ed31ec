package com.honeydue.tasks;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Fingerprint;
import com.honeydue.bus.Operations;
import com.honeydue.bus.Reply;
import com.honeydue.db.Lanes;
import com.honeydue.db.Statement;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The calendars of open tasks. Lives on the event loop of its lanes. */
final class Calendars {

  private static final String TABLE = "task_calendarfeed";

  /** More than a person reads in a calendar; the nearest come first. */
  private static final int MOST = 1_000;

  /** $1 user, $2 the hash of the new token. */
  static final Statement<Boolean> ROTATE =
      Statement.insert("rotateCalendarFeed", TABLE)
          .takes(Long.class, Buffer.class)
          .sql(
              """
              insert into task_calendarfeed (user_id, token_hash)
              values ($1, $2)
              on conflict (user_id) do update set token_hash = excluded.token_hash, created_at = now()
              returning true
              """)
          .map(row -> row.getBoolean(0));

  /** $1 user. */
  static final Statement<Boolean> REVOKE =
      Statement.delete("revokeCalendarFeed", TABLE)
          .takes(Long.class)
          .sql("delete from task_calendarfeed where user_id = $1 returning true")
          .map(row -> row.getBoolean(0));

  /**
   * $1 the hash of the token, $2 now, $3 how many at most. A calendar without tasks is one empty
   * row.
   */
  static final Statement<Optional<Calendar.Event>> FEED =
      Statement.select("calendarFeed", TABLE)
          .takes(Buffer.class, OffsetDateTime.class, Integer.class)
          .sql(
              """
              select t.id, t.title, t.description, k.name, r.name, t.snoozed_until, t.version, t.created_at, t.updated_at,
                ($2::timestamptz at time zone r.time_zone)::date, %s
              from task_calendarfeed f
              join auth_user u on u.id = f.user_id and u.is_active
              left join residence_residenceuser m on m.user_id = f.user_id
              left join residence_residence r on r.id = m.residence_id
              left join task_task t on t.residence_id = m.residence_id
                and not t.archived and not t.cancelled and t.completed_at is null and t.next_due_date is not null
              left join task_taskcategory k on k.code = t.category
              where f.token_hash = $1
              order by t.next_due_date, t.id
              limit $3
              """
                  .formatted(Schedule.COLUMNS))
          .map(Calendars::event);

  static final List<Statement<?>> STATEMENTS = List.of(ROTATE, REVOKE, FEED);

  private final Lanes lanes;
  private final InstantSource clock;

  Calendars(Lanes lanes, InstantSource clock) {
    this.lanes = lanes;
    this.clock = clock;
  }

  void addTo(Operations operations) {
    operations
        .on("rotateCalendarFeed", this::rotate)
        .on("revokeCalendarFeed", this::revoke)
        .on("calendarFeed", this::feed);
  }

  private Future<CalendarFeed> rotate(Call<Arguments> call) {
    String token = FeedToken.fresh();
    return lanes
        .one(ROTATE.with(call.userId(), FeedToken.hash(token)))
        .map(done -> CalendarFeed.of(token));
  }

  private Future<Reply> revoke(Call<Arguments> call) {
    return lanes.run(REVOKE.with(call.userId())).map(gone -> Reply.none());
  }

  private Future<Reply> feed(Call<Arguments> call) {
    var hash = FeedToken.hash(call.arguments().text("feed_token"));
    var now = clock.instant().atOffset(ZoneOffset.UTC);
    return lanes
        .run(FEED.with(hash, now, MOST))
        .map(
            rows -> {
              if (rows.isEmpty()) {
                throw Failure.notFound();
              }
              var calendar = Calendar.of(rows.stream().flatMap(Optional::stream).toList());
              return Reply.of(calendar).tagged(new Fingerprint().add(calendar).tag());
            });
  }

  private static Optional<Calendar.Event> event(Row row) {
    Long id = row.getLong(0);
    if (id == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Calendar.Event(
            id,
            row.getString(1),
            row.getString(2),
            row.getString(3),
            row.getString(4),
            row.getLocalDate(5),
            Schedule.of(row, 9),
            row.getLong(6),
            row.getOffsetDateTime(7).toInstant(),
            row.getOffsetDateTime(8).toInstant()));
  }
}
