package com.honeydue.residences;

import com.honeydue.bus.Money;
import com.honeydue.db.Statement;
import com.honeydue.residences.report.HomeHistory;
import io.vertx.sqlclient.Row;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The statements of reports. Whoever has left the residence meanwhile is told nothing. */
final class ReportStatements {

  private static final String MEMBER =
      "residence_residenceuser m join residence_residence r on r.id = m.residence_id";

  /**
   * $1 user, $2 residence, $3 the job's id, $4 format, $5 the trace it belongs to. The job that
   * waits already is answered again. No row for a stranger.
   */
  static final Statement<UUID> REQUEST =
      Statement.insert("requestReport", "jobs_outbox")
          .takes(Long.class, Long.class, UUID.class, String.class, String.class)
          .leaves("report.home_history", 3)
          .sql(
              """
              with home as materialized (
                select m.residence_id from residence_residenceuser m where m.user_id = $1 and m.residence_id = $2
              ), waiting as materialized (
                select j.id
                from jobs_outbox j, home
                where j.type = 'report.home_history' and j.payload ->> 'user_id' = $1::bigint::text
                  and j.payload ->> 'residence_id' = home.residence_id::text and j.payload ->> 'format' = $4
              ), job as (
                insert into jobs_outbox (id, type, payload, traceparent)
                select $3, 'report.home_history',
                  jsonb_build_object('user_id', $1::bigint, 'residence_id', home.residence_id, 'format', $4::text), $5
                from home
                where not exists (select from waiting)
                returning id
              ), noted as (
                insert into residence_residenceevent (residence_id, actor_id, action)
                select home.residence_id, $1, 'report_requested' from home, job
              )
              select coalesce((select job.id from job), (select waiting.id from waiting)) from home
              """)
          .conflict("jobs_outbox_one_report", "report_under_way", "This report was just asked for.")
          .map(row -> row.getUUID(0));

  /** What a report's title page says, and which day it is there. */
  record Title(HomeHistory.Home home, LocalDate today) {}

  /** $1 user, $2 residence, $3 now. */
  static final Statement<Title> TITLE =
      Statement.select("reportTitle", "residence_residence")
          .takes(Long.class, Long.class, OffsetDateTime.class)
          .sql(
              """
              select r.name, r.address_line1, r.address_line2, concat_ws(' ', r.postal_code, r.city), r.region, r.country, y.name,
                r.year_built, r.bedrooms, r.bathrooms::float8, r.square_footage,
                ($3::timestamptz at time zone r.time_zone)::date
              from %s
              join residence_residencetype y on y.code = r.type
              where m.user_id = $1 and m.residence_id = $2
              """
                  .formatted(MEMBER))
          .map(row -> new Title(home(row), row.getLocalDate(11)));

  /** $1 user, $2 residence. */
  static final Statement<HomeHistory.Chore> TASKS =
      Statement.select("reportTasks", "task_task")
          .takes(Long.class, Long.class)
          .sql(
              """
              select t.title, c.name, f.name, coalesce(t.snoozed_until, t.next_due_date),
                case when t.archived then 'archived' when t.cancelled then 'cancelled' when t.completed_at is not null then 'done'
                  else 'open' end,
                t.completion_count
              from residence_residenceuser m
              join task_task t on t.residence_id = m.residence_id
              join task_taskcategory c on c.code = t.category
              join task_taskfrequency f on f.code = t.frequency
              where m.user_id = $1 and m.residence_id = $2
              order by c.position, t.title, t.id
              """)
          .map(
              row ->
                  new HomeHistory.Chore(
                      row.getString(0),
                      row.getString(1),
                      row.getString(2),
                      row.getLocalDate(3),
                      row.getString(4),
                      row.getInteger(5)));

  /** $1 user, $2 residence. */
  static final Statement<HomeHistory.Done> COMPLETIONS =
      Statement.select("reportCompletions", "task_taskcompletion")
          .takes(Long.class, Long.class)
          .sql(
              """
              select (d.performed_at at time zone r.time_zone)::date, t.title, c.name,
                coalesce(nullif(trim(u.first_name || ' ' || u.last_name), ''), u.username),
                d.cost_minor, d.cost_currency, d.rating, d.notes,
                array(
                  select p.object_key
                  from unnest(d.photo_ids) with ordinality as held (id, place)
                  join upload_upload p on p.id = held.id and p.width is not null
                  order by held.place)
              from %s
              join task_taskcompletion d on d.residence_id = m.residence_id
              join task_task t on t.id = d.task_id
              join task_taskcategory c on c.code = t.category
              left join auth_user u on u.id = d.completed_by_id
              where m.user_id = $1 and m.residence_id = $2
              order by d.performed_at desc, d.id desc
              """
                  .formatted(MEMBER))
          .map(
              row ->
                  new HomeHistory.Done(
                      row.getLocalDate(0),
                      row.getString(1),
                      row.getString(2),
                      row.getString(3),
                      Money.ofColumns(row.getLong(4), row.getString(5)),
                      row.getInteger(6),
                      row.getString(7),
                      List.of(row.getArrayOfStrings(8))));

  /**
   * Ends the job {@code $1} with the file it has made: a row for that, which lasts 30 days, and the
   * job {@code $6} that tells whoever has asked. How many jobs that were: none when it was ended
   * before.
   *
   * <p>$2 key, $3 media type, $4 SHA-256 in hexadecimal digits, $5 bytes, $7 the trace it belongs
   * to.
   */
  static final Statement<Integer> FINISH =
      Statement.delete("finishReport", "jobs_outbox")
          .takes(
              UUID.class,
              String.class,
              String.class,
              String.class,
              Long.class,
              UUID.class,
              String.class)
          .leaves("notify.report_ready", 6)
          .sql(
              """
              with gone as (
                delete from jobs_outbox j where j.id = $1 and j.type = 'report.home_history' returning j.payload
              ), file as (
                insert into upload_upload
                  (owner_id, kind, object_key, media_type, sha256, bytes, kibibytes, unclaimed_since)
                select u.id, 'report', $2, $3, decode($4, 'hex'), $5, 0, now() + interval '29 days'
                from gone join auth_user u on u.id = (gone.payload ->> 'user_id')::bigint
                returning id
              ), told as (
                insert into jobs_outbox (id, type, payload, traceparent)
                select $6, 'notify.report_ready',
                  jsonb_build_object(
                    'user_id', gone.payload -> 'user_id', 'residence_id', gone.payload -> 'residence_id',
                    'format', gone.payload -> 'format', 'upload_id', file.id),
                  $7
                from gone, file
              )
              select count(*)::integer from gone
              """)
          .map(row -> row.getInteger(0));

  static final List<Statement<?>> ALL = List.of(REQUEST, TITLE, TASKS, COMPLETIONS, FINISH);

  private ReportStatements() {}

  private static HomeHistory.Home home(Row row) {
    var address =
        Stream.of(1, 2, 3, 4, 5)
            .map(row::getString)
            .filter(line -> line != null && !line.isBlank())
            .toList();
    var facts =
        Stream.of(
                row.getString(6),
                fact("built ", row.getInteger(7), ""),
                fact("", row.getInteger(8), " bedrooms"),
                fact("", row.getDouble(9), " bathrooms"),
                fact("", row.getInteger(10), " sq ft"))
            .filter(Objects::nonNull)
            .toList();
    return new HomeHistory.Home(row.getString(0), address, facts, row.getString(5));
  }

  private static @Nullable String fact(String before, @Nullable Number value, String after) {
    if (value == null) {
      return null;
    }
    boolean whole = value.doubleValue() == Math.rint(value.doubleValue());
    return before + (whole ? Long.toString(value.longValue()) : value.toString()) + after;
  }
}
