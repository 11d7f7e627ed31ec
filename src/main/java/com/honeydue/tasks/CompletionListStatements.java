package com.honeydue.tasks;

import com.honeydue.db.Statement;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The statements that read completions; lists newest first, by when they were performed. */
final class CompletionListStatements {

  private static final String TABLE = "task_taskcompletion";

  /** $1 user, $2 completion. */
  static final Statement<Completion> GET =
      Statement.select("getCompletion", TABLE)
          .takes(Long.class, Long.class)
          .sql(
              """
              select %s
              from task_taskcompletion c
              join residence_residenceuser m on m.residence_id = c.residence_id and m.user_id = $1
              where c.id = $2
              """
                  .formatted(CompletionRows.COMPLETION))
          .map(row -> Objects.requireNonNull(CompletionRows.completion(row, 0)));

  /**
   * $1 user, $2 task, $3 and $4 the instant and id after which the page begins, $5 how many. A task
   * without any is one empty row.
   */
  static final Statement<Optional<Completion>> OF_TASK =
      Statement.select("listTaskCompletions", TABLE)
          .takes(Long.class, Long.class, OffsetDateTime.class, Long.class, Integer.class)
          .sql(
              """
              select %s
              from task_task t
              join residence_residenceuser m on m.residence_id = t.residence_id and m.user_id = $1
              left join lateral (
                select *
                from task_taskcompletion c
                where c.task_id = t.id and (c.performed_at, c.id) < ($3::timestamptz, $4::bigint)
                order by c.performed_at desc, c.id desc
                limit $5
              ) c on true
              where t.id = $2
              order by c.performed_at desc, c.id desc
              """
                  .formatted(CompletionRows.COMPLETION))
          .map(row -> Optional.ofNullable(CompletionRows.completion(row, 0)));

  /**
   * $1 user, $2 residence or null for all, $3 and $4 the instant and id after which the page
   * begins, $5 how many, $6 by whom, $7 and $8 performed from and before; null for any. Each
   * residence's newest are read from its index and put together; one without any is an empty row.
   */
  static final Statement<Optional<Completion>> OF_RESIDENCES =
      Statement.select("listCompletions", TABLE)
          .takes(
              Long.class,
              Long.class,
              OffsetDateTime.class,
              Long.class,
              Integer.class,
              Long.class,
              OffsetDateTime.class,
              OffsetDateTime.class)
          .sql(
              """
              select %s
              from residence_residenceuser m
              left join lateral (
                select *
                from task_taskcompletion c
                where c.residence_id = m.residence_id
                  and (c.performed_at, c.id) < ($3::timestamptz, $4::bigint)
                  and c.performed_at >= coalesce($7::timestamptz, '-infinity')
                  and c.performed_at < coalesce($8::timestamptz, 'infinity')
                  and ($6::bigint is null or c.completed_by_id = $6)
                order by c.performed_at desc, c.id desc
                limit $5
              ) c on true
              where m.user_id = $1 and ($2::bigint is null or m.residence_id = $2)
              order by c.performed_at desc nulls last, c.id desc
              limit $5
              """
                  .formatted(CompletionRows.COMPLETION))
          .map(row -> Optional.ofNullable(CompletionRows.completion(row, 0)));

  static final List<Statement<?>> ALL = List.of(GET, OF_TASK, OF_RESIDENCES);

  private CompletionListStatements() {}
}
