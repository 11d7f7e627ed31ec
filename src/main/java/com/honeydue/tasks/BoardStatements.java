package com.honeydue.tasks;

import com.honeydue.db.Statement;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * The statements of the board. What day it is in a residence is computed here, once for each
 * residence and by the same time zone data that completing uses; everything else about columns is
 * left to Java, so that the database only walks an index.
 */
final class BoardStatements {

  private static final String TABLE = "task_task";

  private static final String HOMES =
      """
      with home as materialized (
        select m.residence_id, m.role, ($2::timestamptz at time zone r.time_zone)::date as today,
          r.time_zone, greatest(m.updated_at, r.updated_at) as changed_at
        from residence_residenceuser m
        join residence_residence r on r.id = m.residence_id
        where m.user_id = $1 and ($3::bigint is null or m.residence_id = $3)
      )
      select home.residence_id, home.role, home.today, coalesce(t.snoozed_until, t.next_due_date), %s
      from home
      left join task_task t on t.residence_id = home.residence_id and not t.archived
      """
          .formatted(TaskRows.CARD);

  /**
   * $1 user, $2 now, $3 residence or null for all. A residence without tasks is a row without a
   * card.
   */
  static final Statement<BoardRow> BOARD =
      Statement.select("listBoard", TABLE)
          .takes(Long.class, OffsetDateTime.class, Long.class)
          .sql(HOMES)
          .map(TaskRows::boardRow);

  /**
   * $1 user, $2 now, $3 residence or null for all, $4 since when, $5 days that are soon. Beside
   * what was written since, these are the cards that a new day moved over one of the board's two
   * thresholds, and every card of a residence that changed for the caller.
   */
  static final Statement<BoardRow> CHANGES =
      Statement.select("listBoardChanges", TABLE)
          .takes(Long.class, OffsetDateTime.class, Long.class, OffsetDateTime.class, Integer.class)
          .sql(
              HOMES
                  + """
                  and (
                    t.updated_at > $4::timestamptz
                    or home.changed_at > $4
                    or (
                      coalesce(t.snoozed_until, t.next_due_date) >= ($4 at time zone home.time_zone)::date
                      and coalesce(t.snoozed_until, t.next_due_date) < home.today)
                    or (
                      coalesce(t.snoozed_until, t.next_due_date) > ($4 at time zone home.time_zone)::date + $5::integer
                      and coalesce(t.snoozed_until, t.next_due_date) <= home.today + $5)
                  )
                  """)
          .map(TaskRows::boardRow);

  /** $1 user, $2 residence or null for all, $3 since when: the ids of tasks that left the board. */
  static final Statement<Long> DELETIONS =
      Statement.select("listTaskDeletions", "task_taskdeletion")
          .takes(Long.class, Long.class, OffsetDateTime.class)
          .sql(
              """
              select d.task_id
              from residence_residenceuser m
              join task_taskdeletion d on d.residence_id = m.residence_id and d.deleted_at > $3
              where m.user_id = $1 and ($2::bigint is null or m.residence_id = $2)
              union all
              select t.id
              from residence_residenceuser m
              join task_task t on t.residence_id = m.residence_id and t.archived and t.updated_at > $3
              where m.user_id = $1 and ($2::bigint is null or m.residence_id = $2)
              """)
          .map(row -> row.getLong(0));

  static final List<Statement<?>> ALL = List.of(BOARD, CHANGES, DELETIONS);

  private BoardStatements() {}
}
