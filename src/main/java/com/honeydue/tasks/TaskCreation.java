package com.honeydue.tasks;

import com.honeydue.db.Statement;
import com.honeydue.db.TierLimit;
import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statement that makes tasks: all that are asked for, or none. */
final class TaskCreation {

  /**
   * What became of one task, or of all.
   *
   * @param index which one is wrong, from 0; null when it is about all
   */
  record Made(@Nullable Integer index, TaskWrite write) {}

  /**
   * $1 user, $2 residence, $3 an array of column objects, each of which may name a template, $4 the
   * id of the job that tells whom tasks are given to, $5 the trace it belongs to. Returns a row for
   * each task that was made, in order, or for each that is wrong, or one for all. They count
   * against the tier of whoever owns the home.
   *
   * <p>A column takes the first of what the object says, what its template says, and the default.
   * Whoever chooses another frequency than the template's brings all of its rule. Seasons are
   * turned round on the other half of the earth.
   */
  static final Statement<Made> CREATE =
      Statement.insert("createTasks", "task_task")
          .takes(Long.class, Long.class, JsonArray.class, UUID.class, String.class)
          .leaves("notify.task_assigned", 4)
          .sql(
              """
              with member as materialized (
                select m.role <> 'member' as allowed, residence_is_southern(r.country, r.time_zone) as southern,
                  r.owner_id, r.read_only as closed
                from residence_residenceuser m
                join residence_residence r on r.id = m.residence_id
                where m.user_id = $1 and m.residence_id = $2
              ), wanted as materialized (
                select (item.n - 1)::integer as index, p.*, f.unit as frequency_unit, rule.every, rule.weekdays, rule.nth,
                  rule.nth_weekday, rule.months,
                  coalesce(
                    case when item.fields ->> 'template_id' is not null and tpl.id is null then 'unknown_template' end,
                    %s, %s, %s) as fault
                from member
                cross join jsonb_array_elements($3::jsonb) with ordinality as item (fields, n)
                left join task_tasktemplate tpl on tpl.id = (item.fields ->> 'template_id')::bigint and tpl.active
                cross join lateral (
                  select
                    jsonb '{"category": "general", "priority": "medium", "frequency": "once", "anchor": "schedule"}'
                    || case
                      when tpl.id is null then '{}'
                      else jsonb_build_object(
                        'title', tpl.title, 'description', tpl.description, 'category', tpl.category, 'priority', tpl.priority)
                    end
                    || case
                      when tpl.id is null or item.fields ? 'frequency' then '{}'
                      else jsonb_build_object(
                        'frequency', tpl.frequency, 'rule_every', tpl.rule_every,
                        'rule_months',
                        case when member.southern then task_opposite_season(tpl.rule_months) else tpl.rule_months end)
                    end
                    || item.fields
                    || jsonb_build_object('residence_id', $2::bigint) as columns) as given
                cross join jsonb_populate_record(null::task_task, given.columns) p
                left join task_taskfrequency f on f.code = p.frequency
                %s
                where member.allowed
              ), quota as materialized (
                select q.*
                from (
                  select member.owner_id, member.closed
                  from member
                  where member.allowed and not exists (select from wanted where wanted.fault is not null)) counted
                cross join lateral tier_room(
                  counted.owner_id, 'tasks', jsonb_array_length($3::jsonb), counted.closed) q
              ), t as (
                insert into task_task
                  (residence_id, created_by_id, assigned_to_id, contractor_id, template_id, title, description, notes, category,
                   priority, frequency, rule_unit, rule_every, rule_weekdays, rule_nth, rule_nth_weekday, rule_months,
                   anchor_day, anchor, due_date, next_due_date, estimated_cost_minor, estimated_cost_currency)
                select $2, $1, w.assigned_to_id, w.contractor_id, w.template_id, w.title, w.description, w.notes, w.category,
                  w.priority, w.frequency, w.frequency_unit, w.every, w.weekdays, w.nth, w.nth_weekday, w.months,
                  extract(day from w.due_date), w.anchor, w.due_date, w.due_date, w.estimated_cost_minor,
                  w.estimated_cost_currency
                from wanted w, quota
                where quota.room
                order by w.index
                returning *
              ), noted as (
                insert into task_taskevent (residence_id, task_id, task_title, actor_id, action, occurrence)
                select t.residence_id, t.id, t.title, $1, 'created', t.next_due_date from t
              ), told as (
                insert into jobs_outbox (id, type, payload, traceparent)
                select $4::uuid, 'notify.task_assigned',
                  jsonb_build_object('task_ids', jsonb_agg(t.id), 'actor_id', $1::bigint), $5::text
                from t
                where t.assigned_to_id <> $1
                having count(*) > 0
              ), ended (index, status) as (
                select null::integer, 'not_found' where not exists (select from member)
                union all
                select null, 'forbidden' from member where not member.allowed
                union all
                select wanted.index, wanted.fault from wanted where wanted.fault is not null
                union all
                select null, case when quota.room then 'done' else 'tasks_limit' end from quota
              )
              select ended.index, ended.status, quota.maximum, quota.upgrade_trigger, %s
              from ended left join quota on true left join t on ended.status = 'done'
              order by ended.index, t.id
              """
                  .formatted(
                      TaskRules.FAULT,
                      TaskRules.ASSIGNEE_FAULT,
                      TaskRules.contractorFault("null"),
                      TaskRules.RULE,
                      TaskRows.TASK))
          .map(
              row ->
                  new Made(
                      row.getInteger(0),
                      new TaskWrite(
                          row.getString(1), TierLimit.of(row, 2), TaskRows.task(row, 4))));

  static final List<Statement<?>> ALL = List.of(CREATE);

  private TaskCreation() {}
}
