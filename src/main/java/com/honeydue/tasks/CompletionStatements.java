package com.honeydue.tasks;

import com.honeydue.db.Statement;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * The statements of completing. They go out together: the first completes if that occurrence is
 * open, the second, which sees what the first and everyone before it has done, reads the
 * occurrence's completion. So whoever taps second, be it a microsecond later, is answered with the
 * first one's completion.
 */
final class CompletionStatements {

  /**
   * $1 user, $2 task, $3 the occurrence, null for a task without a date, $4 now. Returns whether it
   * completed.
   *
   * <p>The row is locked before it is judged: a second tap waits and then sees another occurrence
   * open.
   */
  static final Statement<Boolean> QUICK_COMPLETE =
      Statement.insert("quickComplete", "task_taskcompletion")
          .takes(Long.class, Long.class, LocalDate.class, OffsetDateTime.class)
          .sql(
              """
              with open as materialized (
                select t.id, t.residence_id, t.series, t.next_due_date, t.snoozed_until, t.in_progress, t.rule_unit,
                  t.rule_every, t.rule_weekdays, t.rule_nth, t.rule_nth_weekday, t.rule_months, t.anchor_day, t.anchor,
                  ($4::timestamptz at time zone r.time_zone)::date as today
                from task_task t
                join residence_residenceuser m on m.residence_id = t.residence_id and m.user_id = $1
                join residence_residence r on r.id = t.residence_id
                where t.id = $2
                  and not t.archived and not t.cancelled and t.completed_at is null
                  and t.next_due_date is not distinct from $3::date
                for no key update of t
              ), completion as (
                insert into task_taskcompletion
                  (task_id, residence_id, series, occurrence, performed_at, completed_by_id, prior_next_due_date,
                   prior_snoozed_until, prior_anchor_day, prior_in_progress)
                select open.id, open.residence_id, open.series, open.next_due_date, $4, $1, open.next_due_date,
                  open.snoozed_until, open.anchor_day, open.in_progress
                from open
                returning id, task_id
              ), phase as (
                select open.*, how.day,
                  task_due_after(
                    open.anchor, open.rule_unit, open.rule_every, how.day, open.rule_weekdays, open.rule_nth,
                    open.rule_nth_weekday, open.rule_months, open.next_due_date, open.today, open.today) as following
                from open
                cross join lateral (
                  select
                    case
                      when open.anchor = 'completion' or open.next_due_date is null
                      then extract(day from open.today)::integer
                      else coalesce(open.anchor_day, extract(day from open.next_due_date)::integer)
                    end as day) as how
              )
              update task_task t
              set next_due_date = phase.following,
                -- Done early, a rhythm that counts from its completions goes back, and may pass dates that were done before.
                series = t.series + (phase.following < phase.next_due_date is true)::integer,
                anchor_day = phase.day,
                snoozed_until = null,
                in_progress = false,
                completed_at = case when phase.rule_unit is null then $4 end,
                completion_count = t.completion_count + 1,
                last_completion_id = completion.id,
                last_occurrence = phase.next_due_date,
                last_completed_at = $4,
                last_completed_by_id = $1,
                version = t.version + 1,
                updated_at = now()
              from phase join completion on completion.task_id = phase.id
              where t.id = phase.id
              returning true
              """)
          .map(row -> row.getBoolean(0));

  /** What is known of an occurrence: the task, and its completion if it was ever done. */
  record Known(Task task, @org.jspecify.annotations.Nullable Completion completion) {}

  /** $1 user, $2 task, $3 the occurrence, null for a task without a date. */
  static final Statement<Known> OF_OCCURRENCE =
      Statement.select("getCompletionOfOccurrence", "task_taskcompletion")
          .takes(Long.class, Long.class, LocalDate.class)
          .sql(
              """
              select %s, %s
              from task_task t
              join residence_residenceuser m on m.residence_id = t.residence_id and m.user_id = $1
              left join lateral (
                (select c.* from task_taskcompletion c where c.task_id = t.id and c.occurrence = $3::date)
                union all
                (select c.* from task_taskcompletion c where $3::date is null and c.task_id = t.id and c.occurrence is null)
                order by id desc
                limit 1
              ) c on true
              where t.id = $2
              """
                  .formatted(TaskRows.TASK, TaskRows.COMPLETION))
          .map(
              row ->
                  new Known(
                      java.util.Objects.requireNonNull(TaskRows.task(row, 0)),
                      TaskRows.completion(row, TaskRows.TASK_WIDTH)));

  static final List<Statement<?>> ALL = List.of(QUICK_COMPLETE, OF_OCCURRENCE);

  private CompletionStatements() {}
}
