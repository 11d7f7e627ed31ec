package com.honeydue.residences;

import com.honeydue.db.Statement;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;

/** The statements that show how residences stand, and what was done in them. */
final class OverviewStatements {

  /** Of a {@code residence_residence r}, at an instant that is the statement's $2. */
  private static final String TODAY = "($2::timestamptz at time zone r.time_zone)::date as today";

  /**
   * $1 user, $2 now, $3 the id after which the page begins, $4 how many rows, $5 how many days are
   * soon.
   */
  static final Statement<MyResidence> MINE =
      Statement.select("listMyResidences", "residence_residence")
          .takes(Long.class, OffsetDateTime.class, Long.class, Integer.class, Integer.class)
          .sql(
              """
              with home as materialized (
                select m.residence_id, m.role, %s
                from residence_residenceuser m
                join residence_residence r on r.id = m.residence_id
                where m.user_id = $1 and m.residence_id > $3
                order by m.residence_id
                limit $4
              )
              select counted.*, home.today, home.role, %s
              from home
              join residence_residence r on r.id = home.residence_id
              cross join lateral (select %s from (%s) c) counted
              order by home.residence_id
              """
                  .formatted(
                      TODAY, ResidenceRows.COLUMNS, ColumnCounts.COUNTS, ColumnCounts.names("$5")))
          .map(
              row ->
                  new MyResidence(
                      Objects.requireNonNull(ResidenceRows.residence(row, 7)),
                      row.getLocalDate(6),
                      ColumnCounts.of(row, 0)));

  /** $1 user, $2 now, $3 how many days are soon. */
  static final Statement<Summary> SUMMARY =
      Statement.select("summarizeResidences", "residence_residence")
          .takes(Long.class, OffsetDateTime.class, Integer.class)
          .sql(
              """
              with home as materialized (
                select m.residence_id, m.role, %s
                from residence_residenceuser m
                join residence_residence r on r.id = m.residence_id
                where m.user_id = $1
              )
              select %s, (select count(*) from home), (select count(*) from home where home.role = 'owner')
              from (select each.name from home cross join lateral (%s) each) c
              """
                  .formatted(TODAY, ColumnCounts.COUNTS, ColumnCounts.names("$3")))
          .map(
              row -> {
                var columns = ColumnCounts.of(row, 0);
                return new Summary(row.getInteger(6), row.getInteger(7), columns.total(), columns);
              });

  /**
   * $1 user, $2 residence, $3 the id before which the page begins, $4 how many rows. The ids of
   * both tables come from one sequence.
   */
  static final Statement<Listed<Event>> ACTIVITY =
      Statement.select("listActivity", "residence_residenceevent")
          .takes(Long.class, Long.class, Long.class, Integer.class)
          .sql(
              """
              select %s
              from residence_residenceuser m
              left join lateral (
                (select r.id, r.at, r.actor_id, r.action, r.subject_id, r.role, null::bigint as task_id, null as task_title,
                   null::date as occurrence, null::bigint as completion_id, r.contractor_id, r.contractor_name,
                   r.document_id, r.document_title, r.files
                 from residence_residenceevent r
                 where r.residence_id = m.residence_id and r.id < $3
                 order by r.id desc
                 limit $4)
                union all
                (select t.id, t.at, t.actor_id, 'task_' || t.action, null, null, t.task_id, t.task_title, t.occurrence,
                   t.completion_id, null, null, null, null, null
                 from task_taskevent t
                 where t.residence_id = m.residence_id and t.id < $3
                 order by t.id desc
                 limit $4)
                order by id desc
                limit $4
              ) e on true
              left join auth_user a on a.id = e.actor_id
              left join auth_user p on p.id = e.subject_id
              where m.user_id = $1 and m.residence_id = $2
              order by e.id desc
              """
                  .formatted(Event.COLUMNS))
          .map(row -> new Listed<>("done", row.getLong(0), Event.of(row, 0)));

  static final List<Statement<?>> ALL = List.of(MINE, SUMMARY, ACTIVITY);

  private OverviewStatements() {}
}
