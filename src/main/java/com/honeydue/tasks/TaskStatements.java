package com.honeydue.tasks;

import com.honeydue.db.Statement;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;

/**
 * The statements of single tasks. Every write returns exactly one row, whose first column says how
 * it ended.
 *
 * <p>Writes take the body as one JSON object of columns ({@code $n}) and lay it over the row with
 * {@code jsonb_populate_record}.
 */
final class TaskStatements {

  private static final String TABLE = "task_task";

  /**
   * The rule that a row {@code p} with the frequency {@code f} comes to: what the frequency has no
   * use for is left out.
   */
  private static final String RULE =
      """
      cross join lateral (
        select
          case when f.unit is not null then
            coalesce(
              f.every,
              case when $3::jsonb ? 'frequency' then ($3::jsonb ->> 'rule_every')::integer else p.rule_every end,
              f.default_every)
          end as every,
          case when f.takes = 'weekdays' then p.rule_weekdays end as weekdays,
          case when f.takes = 'nth_weekday' then p.rule_nth end as nth,
          case when f.takes = 'nth_weekday' then p.rule_nth_weekday end as nth_weekday,
          case when f.unit is not null then p.rule_months end as months,
          coalesce(p.due_date, p.next_due_date) as first) as rule
      """;

  /**
   * What is wrong with a row {@code p} that was made of the columns {@code $3}, once it is known
   * that the caller may write: null when nothing is. {@code f} is its frequency, {@code rule} what
   * {@link #RULE} makes of both.
   */
  private static final String FAULT =
      """
      case
        when not exists (select from task_taskcategory k where k.code = p.category) then 'unknown_category'
        when not exists (select from task_taskpriority k where k.code = p.priority) then 'unknown_priority'
        when f.code is null then 'unknown_frequency'
        when $3::jsonb ->> 'rule_every' is not null and (f.every is not null or f.unit is null) then 'interval_unused'
        when ($3::jsonb ?| array['frequency', 'rule_every']) and $3::jsonb ->> 'rule_every' is null
          and f.unit is not null and coalesce(f.every, f.default_every) is null then 'interval_missing'
        when $3::jsonb ->> 'rule_weekdays' is not null and f.takes is distinct from 'weekdays' then 'weekdays_unused'
        when ($3::jsonb ?| array['frequency', 'rule_weekdays']) and $3::jsonb ->> 'rule_weekdays' is null
          and f.takes = 'weekdays' then 'weekdays_missing'
        when $3::jsonb ->> 'rule_nth' is not null and f.takes is distinct from 'nth_weekday' then 'nth_weekday_unused'
        when ($3::jsonb ?| array['frequency', 'rule_nth']) and $3::jsonb ->> 'rule_nth' is null
          and f.takes = 'nth_weekday' then 'nth_weekday_missing'
        when $3::jsonb ->> 'rule_months' is not null and f.unit is null then 'months_unused'
        when p.anchor = 'schedule' and (p.rule_months is not null or p.rule_nth = 5)
          and task_next_date(
            f.unit, rule.every, extract(day from rule.first)::integer, rule.weekdays, rule.nth, rule.nth_weekday, rule.months,
            rule.first, rule.first) is null
          and f.unit is not null and rule.first is not null then 'never'
      end
      """;

  private static final String ASSIGNEE_FAULT =
      """
      case
        when $3::jsonb ->> 'assigned_to_id' is not null
          and not exists (
            select from residence_residenceuser a
            where a.residence_id = p.residence_id and a.user_id = p.assigned_to_id)
        then 'not_a_member'
      end
      """;

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

  /** $1 user, $2 residence, $3 columns. */
  static final Statement<TaskWrite> CREATE =
      Statement.insert("createTask", TABLE)
          .takes(Long.class, Long.class, JsonObject.class)
          .sql(
              """
              with target as materialized (
                select p.*, m.role <> 'member' as allowed, f.unit as frequency_unit, rule.every, rule.weekdays, rule.nth,
                  rule.nth_weekday, rule.months,
                  coalesce(%s, %s) as fault
                from residence_residenceuser m
                cross join jsonb_populate_record(null::task_task, $3::jsonb || jsonb_build_object('residence_id', $2::bigint)) p
                left join task_taskfrequency f on f.code = p.frequency
                %s
                where m.user_id = $1 and m.residence_id = $2
              ), t as (
                insert into task_task
                  (residence_id, created_by_id, assigned_to_id, title, description, notes, category, priority, frequency,
                   rule_unit, rule_every, rule_weekdays, rule_nth, rule_nth_weekday, rule_months, anchor_day, anchor, due_date,
                   next_due_date, estimated_cost_minor, estimated_cost_currency)
                select $2, $1, w.assigned_to_id, w.title, w.description, w.notes, w.category, w.priority, w.frequency,
                  w.frequency_unit, w.every, w.weekdays, w.nth, w.nth_weekday, w.months, extract(day from w.due_date), w.anchor, w.due_date, w.due_date,
                  w.estimated_cost_minor, w.estimated_cost_currency
                from target w
                where w.allowed and w.fault is null
                returning *
              ), noted as (
                insert into task_taskevent (residence_id, task_id, task_title, actor_id, action, occurrence)
                select t.residence_id, t.id, t.title, $1, 'created', t.next_due_date from t
              )
              select
                case
                  when t.id is not null then 'done'
                  when target.allowed is null then 'not_found'
                  when not target.allowed then 'forbidden'
                  else target.fault
                end,
                %s
              from (values (1)) one left join target on true left join t on true
              """
                  .formatted(FAULT, ASSIGNEE_FAULT, RULE, TaskRows.TASK))
          .map(row -> new TaskWrite(row.getString(0), TaskRows.task(row, 1)));

  /**
   * $1 user, $2 task, $3 columns, $4 the versions that may be overwritten, null for any, $5 now.
   *
   * <p>Another due date starts a new series from that date and reopens what was done. A one-off
   * task that was done and becomes recurring returns on its first date after today.
   */
  static final Statement<TaskWrite> UPDATE =
      Statement.update("updateTask", TABLE)
          .takes(Long.class, Long.class, JsonObject.class, Long[].class, OffsetDateTime.class)
          .sql(
              """
              with target as materialized (
                select m.role <> 'member' as allowed, ($5::timestamptz at time zone r.time_zone)::date as today, r.time_zone,
                  coalesce(%s, %s) as fault
                from task_task o
                join residence_residenceuser m on m.residence_id = o.residence_id and m.user_id = $1
                join residence_residence r on r.id = o.residence_id
                cross join jsonb_populate_record(o, $3::jsonb) p
                left join task_taskfrequency f on f.code = p.frequency
                %s
                where o.id = $2
              ), t as (
                update task_task t
                set (assigned_to_id, title, description, notes, category, priority, frequency, rule_unit, rule_every,
                     rule_weekdays, rule_nth, rule_nth_weekday, rule_months, anchor_day, anchor, due_date, next_due_date, snoozed_until, series, completed_at, estimated_cost_minor,
                     estimated_cost_currency, undo_event_id, version, updated_at) =
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
                       p.estimated_cost_minor, p.estimated_cost_currency, case when not %s then t.undo_event_id end,
                       t.version + 1, now()
                     from jsonb_populate_record(t, $3::jsonb) p
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
                      FAULT, ASSIGNEE_FAULT, RULE, RESCHEDULES, RULE, RESCHEDULES, TaskRows.TASK))
          .map(row -> new TaskWrite(row.getString(0), TaskRows.task(row, 1)));

  /** $1 user, $2 task, $3 the versions that may be deleted, null for any. */
  static final Statement<TaskWrite> DELETE =
      Statement.delete("deleteTask", TABLE)
          .takes(Long.class, Long.class, Long[].class)
          .sql(
              """
              with target as materialized (
                select m.role <> 'member' as allowed
                from task_task o
                join residence_residenceuser m on m.residence_id = o.residence_id and m.user_id = $1
                where o.id = $2
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
              )
              select
                case
                  when gone.id is not null then 'done'
                  when target.allowed is null then 'not_found'
                  when not target.allowed then 'forbidden'
                  when $3::bigint[] is not null then 'stale'
                  else 'not_found'
                end
              from (values (1)) one left join target on true left join gone on true
              """)
          .map(row -> new TaskWrite(row.getString(0), null));

  static final List<Statement<?>> ALL = List.of(GET, CREATE, UPDATE, DELETE);

  private TaskStatements() {}
}
