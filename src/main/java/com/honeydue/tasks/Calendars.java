package com.honeydue.tasks;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Fingerprint;
import com.honeydue.bus.Operations;
import com.honeydue.bus.Reply;
import com.honeydue.bus.Scope;
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
import java.util.stream.Stream;

/** The calendars of open tasks. Lives on the event loop of its lanes. */
final class Calendars {

  private static final String TABLE = "task_calendarfeed";

  /** More than a person reads in a calendar; the nearest come first. */
  private static final int MOST = 1_000;

  /**
   * A row of a calendar.
   *
   * @param owner whose calendar it is
   * @param homes where it could have something of
   * @param event none where there is nothing
   */
  record Entry(long owner, List<Long> homes, Optional<Calendar.Event> event) {

    List<Scope> scopes() {
      return Stream.concat(Stream.of(Scope.user(owner)), homes.stream().map(Scope::residence))
          .toList();
    }
  }

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
   * $1 the hash of the token, $2 now, $3 how many at most. A calendar without tasks is one row
   * without an event.
   */
  static final Statement<Entry> FEED =
      Statement.select("calendarFeed", TABLE)
          .takes(Buffer.class, OffsetDateTime.class, Integer.class)
          .sql(
              """
              with f as materialized (
                select f.user_id,
                  array(select m.residence_id from residence_residenceuser m where m.user_id = f.user_id) as homes
                from task_calendarfeed f
                join auth_user u on u.id = f.user_id and u.is_active
                where f.token_hash = $1
              )
              select f.user_id, f.homes, t.id, t.title, t.description, k.name, r.name, t.snoozed_until, t.version,
                t.created_at, t.updated_at, ($2::timestamptz at time zone r.time_zone)::date, %s
              from f
              left join residence_residenceuser m on m.user_id = f.user_id
              left join residence_residence r on r.id = m.residence_id
              left join task_task t on t.residence_id = m.residence_id
                and not t.archived and not t.cancelled and t.completed_at is null and t.next_due_date is not null
              left join task_taskcategory k on k.code = t.category
              order by t.next_due_date, t.id
              limit $3
              """
                  .formatted(Schedule.COLUMNS))
          .map(row -> new Entry(row.getLong(0), List.of(row.getArrayOfLongs(1)), event(row)));

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
              var calendar =
                  Calendar.of(rows.stream().map(Entry::event).flatMap(Optional::stream).toList());
              return Reply.of(calendar)
                  .tagged(new Fingerprint().add(calendar).tag())
                  .touching(rows.getFirst().scopes());
            });
  }

  private static Optional<Calendar.Event> event(Row row) {
    Long id = row.getLong(2);
    if (id == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Calendar.Event(
            id,
            row.getString(3),
            row.getString(4),
            row.getString(5),
            row.getString(6),
            row.getLocalDate(7),
            Schedule.of(row, 11),
            row.getLong(8),
            row.getOffsetDateTime(9).toInstant(),
            row.getOffsetDateTime(10).toInstant()));
  }
}
