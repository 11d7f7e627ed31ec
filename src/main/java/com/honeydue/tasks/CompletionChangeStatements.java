package com.honeydue.tasks;

import com.honeydue.db.Statement;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;

/**
 * The statements that change and delete completions, together with what the task keeps of its
 * newest one. Each returns exactly one row, whose first column says how it ended.
 */
final class CompletionChangeStatements {

  private static final String TABLE = "task_taskcompletion";

  /**
   * The completion {@code $2}, its task and its home, locked in the order in which completing locks
   * them. Members may change what they noted themselves; {@code $3} are the versions that may be
   * changed.
   */
  private static final String TARGET =
      """
      with task as materialized (
        select t.*, m.role, r.owner_id, r.read_only as closed
        from task_taskcompletion c
        join task_task t on t.id = c.task_id
        join residence_residenceuser m on m.residence_id = t.residence_id and m.user_id = $1
        join residence_residence r on r.id = t.residence_id
        where c.id = $2
        for key share of r
        for no key update of t
      ), target as materialized (
        select c.*, task.title, task.last_completion_id = c.id as newest, task.read_only, task.owner_id, task.closed,
          task.role <> 'member' or coalesce(c.created_by_id, c.completed_by_id) is not distinct from $1 as allowed
        from task join task_taskcompletion c on c.task_id = task.id
        where c.id = $2
        for no key update of c
      )
      """;

  private static final String FAULT =
      """
      case
        when not target.allowed then 'forbidden'
        when $3::bigint[] is not null and target.version <> all ($3::bigint[]) then 'stale'
        when target.read_only then tier_read_only(target.owner_id, case when target.closed then 'residences' else 'tasks' end)
      end\
      """;

  /** A completion that changes can only be undone by the event that made it, if by any. */
  private static final String UNDO_EVENT =
      """
      (select e.id from task_taskevent e where e.id = t.undo_event_id and e.completion_id = $2)\
      """;

  /** $1 user, $2 completion, $3 the versions that may be overwritten, null for any, $4 columns. */
  static final Statement<CompletionWrite> UPDATE =
      Statement.update("updateCompletion", TABLE)
          .takes(Long.class, Long.class, Long[].class, JsonObject.class)
          .sql(
              TARGET
                  + """
                  , photos as materialized (
                    select upload_refused($1, p.photo_ids, '{completion,image}', target.photo_ids) as refused
                    from target cross join jsonb_populate_record(null::task_taskcompletion, $4::jsonb) p
                    where p.photo_ids <> '{}'
                  ), judged as (
                    select target.*,
                      coalesce(
                        %s,
                        case
                          when $4::jsonb ->> 'completed_by_id' is not null
                            and not exists (
                              select from residence_residenceuser by
                              where by.residence_id = target.residence_id
                                and by.user_id = ($4::jsonb ->> 'completed_by_id')::bigint)
                          then 'not_a_member'
                          when contractor_refused(
                            $1, target.residence_id, ($4::jsonb ->> 'contractor_id')::bigint, target.contractor_id)
                          then 'unknown_contractor'
                          when (select photos.refused from photos) <> '{}' then 'photos_refused'
                        end) as fault
                    from target
                  ), c as (
                    update task_taskcompletion c
                    set (performed_at, completed_by_id, contractor_id, cost_minor, cost_currency, rating, notes, photo_ids,
                         version, updated_at) =
                        (select p.performed_at, p.completed_by_id, p.contractor_id, p.cost_minor, p.cost_currency, p.rating,
                           p.notes, p.photo_ids, c.version + 1, now()
                         from jsonb_populate_record(c, $4::jsonb) p)
                    from judged
                    where judged.fault is null and c.id = judged.id
                    returning c.*
                  ), shown as (
                    update task_task t
                    set last_completed_at = c.performed_at,
                      last_completed_by_id = c.completed_by_id,
                      completed_at = case when t.completed_at is not null then c.performed_at end,
                      undo_event_id = %s,
                      version = t.version + 1,
                      updated_at = now()
                    from c
                    where t.id = c.task_id and t.last_completion_id = c.id
                  ), noted as (
                    insert into task_taskevent
                      (residence_id, task_id, task_title, actor_id, action, occurrence, completion_id)
                    select residence_id, task_id, title, $1, 'completion_edited', occurrence, id
                    from judged
                    where fault is null
                  )
                  select coalesce(judged.fault, case when c.id is null then 'not_found' else 'done' end),
                    (select photos.refused from photos), %s
                  from (values (1)) one left join judged on true left join c on true
                  """
                      .formatted(FAULT, UNDO_EVENT, CompletionRows.COMPLETION))
          .map(
              row ->
                  new CompletionWrite(
                      row.getString(0),
                      CompletionRows.places(row, 1),
                      CompletionRows.completion(row, 2)));

  /**
   * $1 user, $2 completion, $3 the versions that may be deleted, null for any, $4 the id of the job
   * that removes its photos, $5 the trace it belongs to.
   *
   * <p>The newest one takes the task back to where it was, unless a person has chosen other dates
   * since: then the series is another. What the task shows as its newest is then the one before.
   */
  static final Statement<CompletionWrite> DELETE =
      Statement.delete("deleteCompletion", TABLE)
          .takes(Long.class, Long.class, Long[].class, UUID.class, String.class)
          .leaves("uploads.remove_files", 4)
          .sql(
              TARGET
                  + """
                  , judged as (
                    select target.*, %s as fault from target
                  ), gone as (
                    delete from task_taskcompletion c
                    using judged
                    where judged.fault is null and c.id = judged.id
                    returning c.id
                  ), before as (
                    select c.id, c.occurrence, c.performed_at, c.completed_by_id
                    from judged join task_taskcompletion c on c.task_id = judged.task_id and c.id < judged.id
                    order by c.id desc
                    limit 1
                    -- Looks past one that was deleted while this waited for the task.
                    for key share of c
                  ), marked as (
                    update task_taskevent e
                    set undone = true
                    from gone
                    where e.completion_id = gone.id and e.action = 'completed'
                  ), noted as (
                    insert into task_taskevent
                      (residence_id, task_id, task_title, actor_id, action, occurrence, completion_id)
                    select residence_id, task_id, title, $1, 'completion_deleted', occurrence, id
                    from judged
                    where fault is null
                  ), shown as (
                    update task_task t
                    set (next_due_date, snoozed_until, anchor_day, series, in_progress, completed_at, completion_count,
                         last_completion_id, last_occurrence, last_completed_at, last_completed_by_id, undo_event_id,
                         version, updated_at) =
                        (select
                           case when back then judged.prior_next_due_date else t.next_due_date end,
                           case when back then judged.prior_snoozed_until else t.snoozed_until end,
                           case when back then judged.prior_anchor_day else t.anchor_day end,
                           case when back then judged.series else t.series end,
                           case when back then judged.prior_in_progress else t.in_progress end,
                           case when not judged.newest then t.completed_at end,
                           greatest(t.completion_count - 1, 0),
                           case when judged.newest then before.id else t.last_completion_id end,
                           case when judged.newest then before.occurrence else t.last_occurrence end,
                           case when judged.newest then before.performed_at else t.last_completed_at end,
                           case when judged.newest then before.completed_by_id else t.last_completed_by_id end,
                           (select (e.prior ->> 'undo_event_id')::bigint
                            from task_taskevent e
                            where e.id = t.undo_event_id and e.completion_id = judged.id),
                           t.version + 1, now()
                         from (select judged.newest and t.series = coalesce(judged.next_series, judged.series) as back) as how
                         left join before on true)
                    from judged join gone on gone.id = judged.id
                    where t.id = judged.task_id
                  ), removed as (
                    select upload_remove(judged.photo_ids, $4, $5, 'completion_deleted', $1, judged.residence_id) as files
                    from judged join gone on gone.id = judged.id
                  )
                  select coalesce(judged.fault, case when gone.id is null then 'not_found' else 'done' end),
                    judged.residence_id, removed.files
                  from (values (1)) one left join judged on true left join gone on true left join removed on true
                  """
                      .formatted(FAULT))
          .map(row -> new CompletionWrite(row.getString(0), List.of(), null, row.getLong(1)));

  static final List<Statement<?>> ALL = List.of(UPDATE, DELETE);

  private CompletionChangeStatements() {}
}
