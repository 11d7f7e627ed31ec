package com.honeydue.tasks;

import com.honeydue.db.Statement;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * The statements that take a task from one state to another. Each locks the row before it judges
 * it, writes what it changed into {@code task_taskevent} and returns exactly one row, whose first
 * column says how it ended.
 *
 * <p>$1 user, $2 task, $3 now, $4 the versions that may be changed, null for any; for some $5, a
 * date.
 */
final class TransitionStatements {

  private static final String TABLE = "task_task";

  /**
   * The locked row, the caller's role, the day it is there, and the state to come back to. The home
   * is locked before what belongs to it, as everywhere: events name it, so it would be locked
   * anyhow, but after the task, and whoever deletes the home would wait for this one and this one
   * for them.
   */
  private static final String TARGET =
      """
      with target as materialized (
        select t.*, m.role, ($3::timestamptz at time zone r.time_zone)::date as today, task_state(t) as prior
        from task_task t
        join residence_residenceuser m on m.residence_id = t.residence_id and m.user_id = $1
        join auth_user u on u.id = m.user_id and u.is_active
        join residence_residence r on r.id = t.residence_id
        where t.id = $2
        for key share of r
        for no key update of t
      )
      """;

  private static final String STALE =
      "when $4::bigint[] is not null and target.version <> all ($4::bigint[]) then 'stale'";

  private static final String FOR_MANAGERS = "when target.role = 'member' then 'forbidden'";

  private static final String FOR_ALL = "";

  private static final String NOT_OPEN =
      """
      when target.archived then 'task_archived'
      when target.cancelled then 'task_cancelled'
      when target.completed_at is not null then 'task_completed'
      """;

  /** Members may: it is part of doing the task. */
  static final Statement<TaskWrite> START =
      transition(
          "markInProgress",
          "started",
          FOR_ALL,
          NOT_OPEN + "when target.in_progress then 'task_in_progress'",
          "in_progress = true");

  static final Statement<TaskWrite> CANCEL =
      transition(
          "cancelTask",
          "cancelled",
          FOR_MANAGERS,
          NOT_OPEN,
          "cancelled = true, in_progress = false");

  static final Statement<TaskWrite> UNCANCEL =
      transition(
          "uncancelTask",
          "uncancelled",
          FOR_MANAGERS,
          """
          when target.archived then 'task_archived'
          when not target.cancelled then 'task_not_cancelled'
          """,
          "cancelled = false");

  static final Statement<TaskWrite> ARCHIVE =
      transition(
          "archiveTask",
          "archived",
          FOR_MANAGERS,
          "when target.archived then 'task_archived'",
          "archived = true");

  static final Statement<TaskWrite> UNARCHIVE =
      transition(
          "unarchiveTask",
          "unarchived",
          FOR_MANAGERS,
          "when not target.archived then 'task_not_archived'",
          "archived = false");

  /** $5 the day it is shown on instead. */
  static final Statement<TaskWrite> SNOOZE =
      transition(
          "snoozeTask",
          "snoozed",
          FOR_MANAGERS,
          NOT_OPEN
              + """
              when target.next_due_date is null then 'task_undated'
              when $5::date <= greatest(target.today, target.next_due_date) then 'until_too_early'
              """,
          "snoozed_until = $5",
          LocalDate.class);

  /** $5 the occurrence that is put off by a day, from its date or from today. */
  static final Statement<TaskWrite> SNOOZE_BY_A_DAY =
      transition(
          "snoozeOccurrence",
          "snoozed",
          FOR_MANAGERS,
          NOT_OPEN
              + """
              when target.next_due_date is distinct from $5::date then 'occurrence_not_open'
              when target.snoozed_until > target.today then 'task_snoozed'
              """,
          "snoozed_until = greatest(j.today, j.next_due_date) + 1",
          LocalDate.class);

  /** $5 the occurrence that is skipped. */
  static final Statement<TaskWrite> SKIP =
      transition(
          "skipOccurrence",
          "skipped",
          FOR_MANAGERS,
          NOT_OPEN
              + """
              when target.rule_unit is null then 'task_not_recurring'
              when target.next_due_date is null then 'task_undated'
              when target.next_due_date <> $5::date then 'occurrence_not_open'
              """,
          """
          next_due_date = task_next_date(
            j.rule_unit, j.rule_every, coalesce(j.anchor_day, extract(day from j.next_due_date)::integer), j.rule_weekdays,
            j.rule_nth, j.rule_nth_weekday, j.rule_months, j.next_due_date, j.today),
          snoozed_until = null,
          in_progress = false
          """,
          LocalDate.class);

  /**
   * Brings back the state before the event that led to the present one. That event's row is the one
   * the locked task points to; a snapshot older than the lock may not see it.
   */
  static final Statement<TaskWrite> UNDO =
      Statement.update("undoTask", TABLE)
          .takes(Long.class, Long.class, OffsetDateTime.class, Long[].class)
          .sql(
              TARGET
                  + """
                  , judged as (
                    select target.id, target.residence_id, target.title, target.next_due_date, e.prior as state,
                      e.id as event_id, e.completion_id,
                      case
                        when target.undo_event_id is not null and target.role = 'member'
                          and (e.actor_id is distinct from $1 or e.action not in ('started', 'completed')) then 'forbidden'
                        %s
                        when target.undo_event_id is null then 'nothing_to_undo'
                        when e.id is null then 'changed_meanwhile'
                      end as fault
                    from target
                    left join task_taskevent e on e.id = target.undo_event_id
                  ), gone as (
                    delete from task_taskcompletion c
                    using judged
                    where judged.fault is null and c.id = judged.completion_id
                  ), marked as (
                    update task_taskevent e
                    set undone = true
                    from judged
                    where judged.fault is null and e.id = judged.event_id
                  ), noted as (
                    insert into task_taskevent (residence_id, task_id, task_title, actor_id, action, occurrence)
                    select residence_id, id, title, $1, 'undone', next_due_date
                    from judged
                    where fault is null
                  ), t as (
                    update task_task t
                    set (%s, version, updated_at) =
                        (select %s, t.version + 1, now()
                         from jsonb_populate_record(null::task_task, judged.state) p)
                    from judged
                    where judged.fault is null and t.id = judged.id
                    returning t.*
                  )
                  select coalesce(judged.fault, case when t.id is null then 'not_found' else 'done' end), %s
                  from (values (1)) one left join judged on true left join t on true
                  """
                      .formatted(STALE, TaskState.COLUMNS, TaskState.of("p"), TaskRows.TASK))
          .map(row -> new TaskWrite(row.getString(0), TaskRows.task(row, 1)));

  static final List<Statement<?>> ALL =
      List.of(START, CANCEL, UNCANCEL, ARCHIVE, UNARCHIVE, SNOOZE, SNOOZE_BY_A_DAY, SKIP, UNDO);

  private TransitionStatements() {}

  /**
   * A transition.
   *
   * @param action what the trail calls it
   * @param faults {@code when … then …} over {@code target}
   * @param changes what is set, over the judged row {@code j}
   * @param more the types of $5 and on
   */
  private static Statement<TaskWrite> transition(
      String name, String action, String roles, String faults, String changes, Class<?>... more) {
    return Statement.update(name, TABLE)
        .takes(Long.class, Long.class, OffsetDateTime.class, Long[].class)
        .takes(more)
        .sql(
            TARGET
                + """
                , judged as (
                  select target.*, case %s %s %s end as fault from target
                ), noted as (
                  insert into task_taskevent (residence_id, task_id, task_title, actor_id, action, occurrence, prior)
                  select residence_id, id, title, $1, '%s', next_due_date, prior
                  from judged
                  where fault is null
                  returning id, task_id
                ), t as (
                  update task_task t
                  set %s, undo_event_id = noted.id, version = t.version + 1, updated_at = now()
                  from noted join judged j on j.id = noted.task_id
                  where t.id = noted.task_id
                  returning t.*
                )
                select coalesce(judged.fault, case when t.id is null then 'not_found' else 'done' end), %s
                from (values (1)) one left join judged on true left join t on true
                """
                    .formatted(roles, STALE, faults, action, changes, TaskRows.TASK))
        .map(row -> new TaskWrite(row.getString(0), TaskRows.task(row, 1)));
  }
}
