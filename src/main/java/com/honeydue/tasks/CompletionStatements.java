package com.honeydue.tasks;

import com.honeydue.db.Statement;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The statements of completing. They go out together: the first completes if that occurrence is
 * open, the second, which sees what the first and everyone before it has done, reads the
 * occurrence's completion. So whoever taps second, be it a microsecond later, is answered with the
 * first one's completion.
 */
final class CompletionStatements {

  /**
   * How completing ended.
   *
   * @param status {@code done}, what is wrong with the columns, or {@code not_open}
   * @param refusedPhotos the places of the photos that may not be attached
   */
  record Tapped(String status, List<Long> refusedPhotos) {}

  /**
   * $1 user, $2 task, $3 the occurrence, null for a task without a date, $4 now, $5 columns of the
   * completion, $6 the id of the job that tells the others at home, $7 the trace it belongs to.
   *
   * <p>The row is locked before it is judged: a second tap waits and then sees another occurrence
   * open.
   */
  static final Statement<Tapped> COMPLETE =
      Statement.insert("completeOccurrence", "task_taskcompletion")
          .takes(
              Long.class,
              Long.class,
              LocalDate.class,
              OffsetDateTime.class,
              JsonObject.class,
              UUID.class,
              String.class)
          .leaves("notify.task_completed", 6)
          .sql(
              """
              with open as materialized (
                select t.*, r.time_zone, ($4::timestamptz at time zone r.time_zone)::date as today, task_state(t) as prior
                from task_task t
                join residence_residenceuser m on m.residence_id = t.residence_id and m.user_id = $1
                join auth_user u on u.id = m.user_id and u.is_active
                join residence_residence r on r.id = t.residence_id
                where t.id = $2
                  and not t.archived and not t.cancelled and t.completed_at is null
                  and t.next_due_date is not distinct from $3::date
                for key share of r
                for no key update of t
              ), photos as materialized (
                select upload_refused($1, p.photo_ids, '{completion,image}', null) as refused
                from open cross join jsonb_populate_record(null::task_taskcompletion, $5::jsonb) p
                where p.photo_ids <> '{}'
              ), given as (
                select open.id as task_id, coalesce(p.performed_at, $4) as performed_at,
                  (coalesce(p.performed_at, $4) at time zone open.time_zone)::date as done,
                  coalesce(p.completed_by_id, $1) as completed_by_id, p.contractor_id, p.cost_minor, p.cost_currency, p.rating,
                  p.notes, coalesce(p.photo_ids, '{}') as photo_ids,
                  case
                    when p.completed_by_id is not null
                      and not exists (
                        select from residence_residenceuser by
                        where by.residence_id = open.residence_id and by.user_id = p.completed_by_id)
                    then 'not_a_member'
                    when contractor_refused($1, open.residence_id, p.contractor_id, null) then 'unknown_contractor'
                    when (select photos.refused from photos) <> '{}' then 'photos_refused'
                  end as fault
                from open cross join jsonb_populate_record(null::task_taskcompletion, $5::jsonb) p
              ), phase as (
                select open.*, given.fault, given.performed_at, given.completed_by_id, how.day,
                  task_due_after(
                    open.anchor, open.rule_unit, open.rule_every, how.day, open.rule_weekdays, open.rule_nth,
                    open.rule_nth_weekday, open.rule_months, open.next_due_date, given.done, open.today) as following
                from open
                join given on given.task_id = open.id
                cross join lateral (
                  select
                    case
                      when open.anchor = 'completion' or open.next_due_date is null then extract(day from given.done)::integer
                      else coalesce(open.anchor_day, extract(day from open.next_due_date)::integer)
                    end as day) as how
              ), completion as (
                insert into task_taskcompletion
                  (task_id, residence_id, series, next_series, occurrence, performed_at, completed_by_id, created_by_id,
                   contractor_id, cost_minor, cost_currency, rating, notes, photo_ids, prior_next_due_date,
                   prior_snoozed_until, prior_anchor_day, prior_in_progress)
                select phase.id, phase.residence_id, phase.series,
                  -- Done early, a rhythm that counts from its completions goes back, and may pass dates that were done before.
                  phase.series + (phase.following < phase.next_due_date is true)::integer,
                  phase.next_due_date, given.performed_at, given.completed_by_id, $1, given.contractor_id, given.cost_minor,
                  given.cost_currency, given.rating, given.notes, given.photo_ids, phase.next_due_date, phase.snoozed_until,
                  phase.anchor_day, phase.in_progress
                from phase join given on given.task_id = phase.id
                where phase.fault is null
                returning id, task_id, next_series
              ), noted as (
                insert into task_taskevent
                  (residence_id, task_id, task_title, actor_id, action, occurrence, completion_id, prior)
                select phase.residence_id, phase.id, phase.title, $1, 'completed', phase.next_due_date, completion.id, phase.prior
                from phase join completion on completion.task_id = phase.id
                returning id, task_id
              ), told as (
                insert into jobs_outbox (id, type, payload, traceparent)
                select $6::uuid, 'notify.task_completed',
                  jsonb_build_object('completion_id', completion.id, 'actor_id', $1::bigint), $7::text
                from phase join completion on completion.task_id = phase.id
                where exists (
                  select from residence_residenceuser o where o.residence_id = phase.residence_id and o.user_id <> $1)
              ), t as (
                update task_task t
                set next_due_date = phase.following,
                  series = completion.next_series,
                  anchor_day = phase.day,
                  snoozed_until = null,
                  in_progress = false,
                  completed_at = case when phase.rule_unit is null then phase.performed_at end,
                  completion_count = t.completion_count + 1,
                  last_completion_id = completion.id,
                  last_occurrence = phase.next_due_date,
                  last_completed_at = phase.performed_at,
                  last_completed_by_id = phase.completed_by_id,
                  undo_event_id = noted.id,
                  version = t.version + 1,
                  updated_at = now()
                from phase
                join completion on completion.task_id = phase.id
                join noted on noted.task_id = phase.id
                where t.id = phase.id
                returning t.id
              )
              select case when t.id is not null then 'done' else coalesce(given.fault, 'not_open') end,
                (select photos.refused from photos)
              from (values (1)) one left join given on true left join t on true
              """)
          .map(row -> new Tapped(row.getString(0), CompletionRows.places(row, 1)));

  /** What is known of an occurrence: the task, and its completion if it was ever done. */
  record Known(Task task, @Nullable Completion completion) {}

  /** $1 user, $2 task, $3 the occurrence, null for a task without a date. */
  static final Statement<Known> OF_OCCURRENCE =
      Statement.select("getCompletionOfOccurrence", "task_taskcompletion")
          .takes(Long.class, Long.class, LocalDate.class)
          .besideWrites()
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
                  .formatted(TaskRows.TASK, CompletionRows.COMPLETION))
          .map(
              row ->
                  new Known(
                      Objects.requireNonNull(TaskRows.task(row, 0)),
                      CompletionRows.completion(row, TaskRows.TASK_WIDTH)));

  static final List<Statement<?>> ALL = List.of(COMPLETE, OF_OCCURRENCE);

  private CompletionStatements() {}
}
