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

  /** The homes of a board, their role and day there: $1 user, $2 now, $3 residence or null. */
  private static final String HOME =
      """
      select m.residence_id, m.role, ($2::timestamptz at time zone r.time_zone)::date as today, r.time_zone,
        greatest(m.updated_at, r.updated_at) as changed_at
      from residence_residenceuser m
      join residence_residence r on r.id = m.residence_id
      where m.user_id = $1 and ($3::bigint is null or m.residence_id = $3)
      -- Holds the day to be computed once for each residence, not for each of its tasks.
      offset 0\
      """;

  /** What is done, of a residence: not archived, not cancelled, and completed. */
  private static final String DONE =
      "d.residence_id = %s.residence_id and not d.archived and not d.cancelled and d.completed_at"
          + " is not null";

  /**
   * $1 user, $2 now, $3 residence or null for all: every card. The cheapest where all that is done
   * is shown.
   */
  static final Statement<BoardRow> BOARD =
      Statement.select("listBoard", TABLE)
          .takes(Long.class, OffsetDateTime.class, Long.class)
          .sql(
              """
              select home.residence_id, home.role, home.today, null::integer, %s
              from (%s) as home
              left join task_task t on t.residence_id = home.residence_id and not t.archived
              """
                  .formatted(TaskRows.CARD, HOME))
          .map(BoardRow::new);

  /**
   * $1 user, $2 now, $3 residence or null for all, $4 how many that are done of each residence. The
   * residences are rows of their own, with the number of what is done there; what is true of the
   * residence is not said again with each card.
   */
  static final Statement<BoardRow> NEWEST =
      Statement.select("listNewestBoard", TABLE)
          .takes(Long.class, OffsetDateTime.class, Long.class, Integer.class)
          .sql(
              """
              select home.residence_id, home.role, home.today,
                (select count(*)::integer from task_task d where %1$s), %2$s
              from (%3$s) as home
              union all
              select m.residence_id, null, null, null, %4$s
              from residence_residenceuser m
              join task_task t on t.residence_id = m.residence_id
                and not t.archived and (t.completed_at is null or t.cancelled)
              where m.user_id = $1 and ($3::bigint is null or m.residence_id = $3)
              union all
              select m.residence_id, null, null, null, %4$s
              from residence_residenceuser m
              cross join lateral (
                select * from task_task d where %5$s order by d.completed_at desc, d.id desc limit $4
              ) t
              where m.user_id = $1 and ($3::bigint is null or m.residence_id = $3)
              """
                  .formatted(
                      DONE.formatted("home"),
                      TaskRows.NO_CARD,
                      HOME,
                      TaskRows.CARD,
                      DONE.formatted("m")))
          .map(BoardRow::new);

  /**
   * $1 user, $2 now, $3 residence or null for all, $4 how many, $5 and $6 the instant and id after
   * which the page begins: what is done, newest first. Each residence's newest are read from its
   * index and put together; one without any is a row without a card.
   */
  static final Statement<BoardRow> COMPLETED =
      Statement.select("listCompletedTasks", TABLE)
          .takes(
              Long.class,
              OffsetDateTime.class,
              Long.class,
              Integer.class,
              OffsetDateTime.class,
              Long.class)
          .sql(
              """
              select home.residence_id, home.role, home.today, null::integer, %2$s
              from (%3$s) as home
              left join lateral (
                select *
                from task_task d
                where %1$s and (d.completed_at, d.id) < ($5::timestamptz, $6::bigint)
                order by d.completed_at desc, d.id desc
                limit $4
              ) t on true
              order by t.completed_at desc nulls last, t.id desc
              limit $4
              """
                  .formatted(DONE.formatted("home"), TaskRows.CARD, HOME))
          .map(BoardRow::new);

  /**
   * $1 user, $2 now, $3 residence or null for all, $4 since when, $5 days that are soon. Beside
   * what was written since, these are the cards that a new day moved over one of the board's two
   * thresholds, and every card of a residence that changed for the caller.
   */
  static final Statement<BoardRow> CHANGES =
      Statement.select("listBoardChanges", TABLE)
          .takes(Long.class, OffsetDateTime.class, Long.class, OffsetDateTime.class, Integer.class)
          .sql(
              """
              select home.residence_id, home.role, home.today, null::integer, %s
              from (%s) as home
              left join task_task t on t.residence_id = home.residence_id and not t.archived
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
              """
                  .formatted(TaskRows.CARD, HOME))
          .map(BoardRow::new);

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

  static final List<Statement<?>> ALL = List.of(BOARD, NEWEST, COMPLETED, CHANGES, DELETIONS);

  private BoardStatements() {}
}
