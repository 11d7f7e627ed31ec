package com.honeydue.tasks;

import com.honeydue.db.Statement;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * The statements of single tasks. Every write returns exactly one row, whose first column says how
 * it ended.
 *
 * <p>Writes take the body as one JSON object of columns ({@code $n}) and lay it over the row with
 * {@code jsonb_populate_record}.
 */
final class TaskStatements {

  private static final String TABLE = "task_task";

  /** Whether the columns {@code $3} have to do with when the task is due. */
  private static final String RESCHEDULES =
      """
      ($3::jsonb ?| array[
        'due_date', 'frequency', 'rule_every', 'rule_weekdays', 'rule_nth', 'rule_months', 'anchor'])\
      """;

  /** $1 user, $2 task. */
  static final Statement<Task> GET =
      Statement.select("getTask", TABLE)
          .takes(Long.class, Long.class)
          .sql(
              """
              select %s
              from task_task t
              join residence_residenceuser m on m.residence_id = t.residence_id and m.user_id = $1
              where t.id = $2
              """
                  .formatted(TaskRows.TASK))
          .map(row -> Objects.requireNonNull(TaskRows.task(row, 0)));

  /**
   * $1 user, $2 task, $3 columns, $4 the versions that may be overwritten, null for any, $5 now, $6
   * the id of the job that tells who is given the task, $7 the trace it belongs to.
   *
   * <p>Another due date starts a new series from that date and reopens what was done. A one-off
   * task that was done and becomes recurring returns on its first date after today.
   */
  static final Statement<TaskWrite> UPDATE =
      Statement.update("updateTask", TABLE)
          .takes(
              Long.class,
              Long.class,
              JsonObject.class,
              Long[].class,
              OffsetDateTime.class,
              UUID.class,
              String.class)
          .leaves("notify.task_assigned", 6)
          .sql(
              """
              with target as materialized (
                select m.role <> 'member' as allowed, ($5::timestamptz at time zone r.time_zone)::date as today, r.time_zone,
                  o.assigned_to_id as held, coalesce(%s, %s, %s) as fault
                from task_task o
                join residence_residenceuser m on m.residence_id = o.residence_id and m.user_id = $1
                join residence_residence r on r.id = o.residence_id
                cross join (select $3::jsonb as columns) as given
                cross join jsonb_populate_record(o, given.columns) p
                left join task_taskfrequency f on f.code = p.frequency
                %s
                where o.id = $2
                for key share of r
              ), t as (
                update task_task t
                set (assigned_to_id, title, description, notes, category, priority, frequency, rule_unit, rule_every,
                     rule_weekdays, rule_nth, rule_nth_weekday, rule_months, anchor_day, anchor, due_date, next_due_date, snoozed_until, series, completed_at, estimated_cost_minor,
                     estimated_cost_currency, contractor_id, undo_event_id, version, updated_at) =
                    (select p.assigned_to_id, p.title, p.description, p.notes, p.category, p.priority, p.frequency, f.unit,
                       rule.every, rule.weekdays, rule.nth, rule.nth_weekday, rule.months,
                       case
                         when moved then extract(day from p.due_date)
                         when returns then coalesce(t.anchor_day, extract(day from done))
                         else t.anchor_day
                       end,
                       p.anchor, p.due_date,
                       case
                         when moved then p.due_date
                         when returns then task_next_date(
                           f.unit, rule.every, coalesce(t.anchor_day, extract(day from done)::integer), rule.weekdays, rule.nth,
                           rule.nth_weekday, rule.months, done, target.today)
                         else t.next_due_date
                       end,
                       case when not moved then t.snoozed_until end,
                       t.series + (moved or returns)::integer,
                       case when not returns and (not moved or p.due_date is null) then t.completed_at end,
                       p.estimated_cost_minor, p.estimated_cost_currency, p.contractor_id, case when not %s then t.undo_event_id end,
                       t.version + 1, now()
                     from (select $3::jsonb as columns) as given
                     cross join jsonb_populate_record(t, given.columns) p
                     join task_taskfrequency f on f.code = p.frequency
                     %s
                     cross join lateral (
                       select p.due_date is distinct from t.due_date as moved,
                         t.completed_at is not null and f.unit is not null as returns,
                         coalesce(t.last_occurrence, (t.completed_at at time zone target.time_zone)::date) as done) as change)
                from target
                where t.id = $2 and target.allowed and target.fault is null
                  and ($4::bigint[] is null or t.version = any ($4::bigint[]))
                returning t.*
              ), noted as (
                insert into task_taskevent (residence_id, task_id, task_title, actor_id, action, occurrence)
                select t.residence_id, t.id, t.title, $1, case when %s then 'rescheduled' else 'edited' end, t.next_due_date
                from t
              ), told as (
                insert into jobs_outbox (id, type, payload, traceparent)
                select $6::uuid, 'notify.task_assigned',
                  jsonb_build_object('task_ids', jsonb_build_array(t.id), 'actor_id', $1::bigint), $7::text
                from t join target on t.assigned_to_id is distinct from target.held and t.assigned_to_id <> $1
              )
              select
                case
                  when t.id is not null then 'done'
                  when target.allowed is null then 'not_found'
                  when not target.allowed then 'forbidden'
                  when target.fault is not null then target.fault
                  when $4::bigint[] is not null then 'stale'
                  else 'not_found'
                end,
                %s
              from (values (1)) one left join target on true left join t on true
              """
                  .formatted(
                      TaskRules.FAULT,
                      TaskRules.ASSIGNEE_FAULT,
                      TaskRules.contractorFault("o.contractor_id"),
                      TaskRules.RULE,
                      RESCHEDULES,
                      TaskRules.RULE,
                      RESCHEDULES,
                      TaskRows.TASK))
          .map(row -> new TaskWrite(row.getString(0), TaskRows.task(row, 1)));

  /**
   * $1 user, $2 task, $3 the versions that may be deleted, null for any, $4 the id of the job that
   * removes the photos of its completions, $5 the trace it belongs to, $6 the id of the job that
   * gives its room to another.
   */
  static final Statement<TaskWrite> DELETE =
      Statement.delete("deleteTask", TABLE)
          .takes(Long.class, Long.class, Long[].class, UUID.class, String.class, UUID.class)
          .leaves("uploads.remove_files", 4)
          .leaves("subscriptions.settle", 6)
          .sql(
              """
              with target as materialized (
                select m.role <> 'member' as allowed
                from task_task o
                join residence_residenceuser m on m.residence_id = o.residence_id and m.user_id = $1
                join residence_residence r on r.id = o.residence_id
                where o.id = $2
                for key share of r
              ), gone as (
                delete from task_task t
                using target
                where t.id = $2 and target.allowed and ($3::bigint[] is null or t.version = any ($3::bigint[]))
                returning t.id, t.residence_id, t.title, t.next_due_date
              ), trail as (
                insert into task_taskevent (residence_id, task_id, task_title, actor_id, action, occurrence)
                select gone.residence_id, gone.id, gone.title, $1, 'deleted', gone.next_due_date from gone
              ), noted as (
                insert into task_taskdeletion (task_id, residence_id) select gone.id, gone.residence_id from gone
              ), removed as (
                select upload_remove(
                  array(
                    select u.id
                    from task_taskcompletion c
                    join upload_upload u on u.claimed_by = 'completion' and u.claimed_id = c.id
                    where c.task_id = gone.id),
                  $4, $5, 'task_deleted', $1, gone.residence_id) as files,
                  tier_freed(r.owner_id, $6, $5) as room
                from gone join residence_residence r on r.id = gone.residence_id
              )
              select
                case
                  when gone.id is not null then 'done'
                  when target.allowed is null then 'not_found'
                  when not target.allowed then 'forbidden'
                  when $3::bigint[] is not null then 'stale'
                  else 'not_found'
                end,
                gone.residence_id, removed.files
              from (values (1)) one left join target on true left join gone on true left join removed on true
              """)
          .map(row -> TaskWrite.gone(row.getString(0), row.getLong(1)));

  static final List<Statement<?>> ALL = List.of(GET, UPDATE, DELETE);

  private TaskStatements() {}
}
