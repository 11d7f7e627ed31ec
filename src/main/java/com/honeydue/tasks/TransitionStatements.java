package com.honeydue.tasks;

import com.honeydue.db.Statement;
import com.honeydue.db.TierLimit;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

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
  private static final String TARGET = "with " + target("", "");

  /**
   * The same where a task may come back from the archive, and whether the tier of whoever owns the
   * home has room for it. What they own is locked before the task, as everywhere.
   */
  private static final String TARGET_AND_ROOM =
      """
      with quota as materialized (
        select q.*
        from task_task o
        join residence_residenceuser m on m.residence_id = o.residence_id and m.user_id = $1 and m.role <> 'member'
        join residence_residence r on r.id = o.residence_id
        cross join lateral tier_room(r.owner_id, 'tasks', 1, r.read_only) q
        where o.id = $2
      ),\
      """
          + ' '
          + target(", q.room", "(select bool_and(quota.room) as room from quota) q cross join ");

  private static final String LIMIT = "quota.maximum, quota.upgrade_trigger";

  private static final String NO_LIMIT = "null::integer, null";

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

  /** $5 the id of the job that gives its room to another task, $6 the trace it belongs to. */
  static final Statement<TaskWrite> ARCHIVE =
      written(
          builder("archiveTask").takes(UUID.class, String.class).leaves("subscriptions.settle", 5),
          TARGET
              + change(
                  "archived",
                  FOR_MANAGERS,
                  "when target.archived then 'task_archived'",
                  "archived = true")
              + """
              , room as materialized (
                select tier_freed(r.owner_id, $5, $6) as given from t join residence_residence r on r.id = t.residence_id
              )
              """,
          NO_LIMIT,
          "left join room on true");

  static final Statement<TaskWrite> UNARCHIVE =
      written(
          builder("unarchiveTask"),
          TARGET_AND_ROOM
              + change(
                  "unarchived",
                  FOR_MANAGERS,
                  """
                  when not target.archived then 'task_not_archived'
                  when not target.room then 'tasks_limit'
                  """,
                  "archived = false"),
          LIMIT,
          "left join quota on true");

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
      written(
          builder("undoTask"),
          TARGET_AND_ROOM
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
                    when target.archived and not (e.prior ->> 'archived')::boolean and not target.room then 'tasks_limit'
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
              """
                  .formatted(STALE, TaskState.COLUMNS, TaskState.of("p")),
          LIMIT,
          "left join quota on true");

  static final List<Statement<?>> ALL =
      List.of(START, CANCEL, UNCANCEL, ARCHIVE, UNARCHIVE, SNOOZE, SNOOZE_BY_A_DAY, SKIP, UNDO);

  private TransitionStatements() {}

  /** The locked row, the caller's role, the day it is there, and the state to come back to. */
  private static String target(String columns, String beside) {
    return """
    target as materialized (
      select t.*, m.role, ($3::timestamptz at time zone r.time_zone)::date as today, task_state(t) as prior%s
      from %stask_task t
      join residence_residenceuser m on m.residence_id = t.residence_id and m.user_id = $1
      join auth_user u on u.id = m.user_id and u.is_active
      join residence_residence r on r.id = t.residence_id
      where t.id = $2
      for key share of r
      for no key update of t
    )
    """
        .formatted(columns, beside);
  }

  /**
   * A transition of which no limit has to do.
   *
   * @param action what the trail calls it
   * @param faults {@code when … then …} over {@code target}
   * @param changes what is set, over the judged row {@code j}
   * @param more the types of $5 and on
   */
  private static Statement<TaskWrite> transition(
      String name, String action, String roles, String faults, String changes, Class<?>... more) {
    return written(
        builder(name).takes(more), TARGET + change(action, roles, faults, changes), NO_LIMIT, "");
  }

  private static Statement.Builder builder(String name) {
    return Statement.update(name, TABLE)
        .takes(Long.class, Long.class, OffsetDateTime.class, Long[].class);
  }

  private static String change(String action, String roles, String faults, String changes) {
    return """
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
    """
        .formatted(roles, STALE, faults, action, changes);
  }

  /**
   * The statement of these parts {@code judged} and {@code t}, and of what stands beside them.
   *
   * @param limit the columns of what the tier allows
   */
  private static Statement<TaskWrite> written(
      Statement.Builder statement, String parts, String limit, String beside) {
    return statement
        .sql(
            """
            %s
            select coalesce(judged.fault, case when t.id is null then 'not_found' else 'done' end), %s, %s
            from (values (1)) one left join judged on true left join t on true %s
            """
                .formatted(parts, limit, TaskRows.TASK, beside))
        .map(row -> new TaskWrite(row.getString(0), TierLimit.of(row, 1), TaskRows.task(row, 3)));
  }
}
