package com.honeydue.notifications;

import com.honeydue.db.Statement;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/**
 * The statements that tell people what somebody has done. Each takes a job, $1, with what its row
 * says, at the time $2, for the trace $3, and ends it.
 */
final class EventStatements {

  private static final String TABLE = "notifications_notification";

  /**
   * Of a request to join the owner hears, and of somebody who could join at once; whoever has asked
   * hears how it was decided.
   */
  static final Statement<Telling> JOIN =
      event(
          "tellOfJoining",
          """
          select (gone.payload ->> 'user_id')::bigint as user_id,
            case when gone.payload ->> 'event' in ('joined', 'approved') then 'residence_shared' else 'join_request' end as type,
            'job:' || $1::uuid as subject, r.id as residence_id, null::bigint as task_id, null::bigint as document_id,
            (gone.payload ->> 'actor_id')::bigint as actor_id,
            jsonb_build_object(
              'event', gone.payload ->> 'event', 'residence', r.name, 'role', gone.payload ->> 'role') as data
          from gone
          join residence_residence r on r.id = (gone.payload ->> 'residence_id')::bigint
          """);

  /** Everybody at home but who has noted it; nobody, if it was taken back meanwhile. */
  static final Statement<Telling> TASK_COMPLETED =
      event(
          "tellOfCompletion",
          """
          select m.user_id, 'task_completed' as type, 'completion:' || c.id as subject, t.residence_id, t.id as task_id,
            null::bigint as document_id, c.completed_by_id as actor_id,
            jsonb_strip_nulls(jsonb_build_object(
              'task', t.title, 'residence', r.name, 'on', (c.performed_at at time zone r.time_zone)::date,
              'next', t.next_due_date, 'cost_minor', c.cost_minor, 'cost_currency', c.cost_currency)) as data
          from gone
          join task_taskcompletion c on c.id = (gone.payload ->> 'completion_id')::bigint
          join task_task t on t.id = c.task_id
          join residence_residence r on r.id = t.residence_id
          join residence_residenceuser m on m.residence_id = t.residence_id
            and m.user_id <> (gone.payload ->> 'actor_id')::bigint and m.user_id is distinct from c.completed_by_id
          """);

  /** Who was given a task, unless by themselves, and unless it is somebody else's by now. */
  static final Statement<Telling> TASK_ASSIGNED =
      event(
          "tellOfAssignment",
          """
          select t.assigned_to_id as user_id, 'task_assigned' as type, 'task:' || t.id || ':' || $1::uuid as subject,
            t.residence_id, t.id as task_id, null::bigint as document_id, (gone.payload ->> 'actor_id')::bigint as actor_id,
            jsonb_strip_nulls(jsonb_build_object(
              'task', t.title, 'residence', r.name, 'due', coalesce(t.snoozed_until, t.next_due_date))) as data
          from gone
          cross join jsonb_array_elements_text(gone.payload -> 'task_ids') as given (id)
          join task_task t on t.id = given.id::bigint
            and t.assigned_to_id <> (gone.payload ->> 'actor_id')::bigint
          join residence_residence r on r.id = t.residence_id
          """);

  /** Who has asked for a report, if they still belong there. */
  static final Statement<Telling> REPORT_READY =
      event(
          "tellOfReport",
          """
          select m.user_id, 'report_ready' as type, 'job:' || $1::uuid as subject, r.id as residence_id,
            null::bigint as task_id, null::bigint as document_id, null::bigint as actor_id,
            jsonb_strip_nulls(jsonb_build_object(
              'residence', r.name, 'upload_id', gone.payload -> 'upload_id', 'format', gone.payload -> 'format')) as data
          from gone
          join residence_residence r on r.id = (gone.payload ->> 'residence_id')::bigint
          join residence_residenceuser m on m.residence_id = r.id and m.user_id = (gone.payload ->> 'user_id')::bigint
          """);

  /** Whose subscription has changed. */
  static final Statement<Telling> SUBSCRIPTION =
      event(
          "tellOfSubscription",
          """
          select (gone.payload ->> 'user_id')::bigint as user_id, 'subscription' as type, 'job:' || $1::uuid as subject,
            null::bigint as residence_id, null::bigint as task_id, null::bigint as document_id, null::bigint as actor_id,
            jsonb_strip_nulls(jsonb_build_object(
              'event', gone.payload ->> 'change', 'until', gone.payload -> 'until',
              'cost_minor', gone.payload -> 'amount_minor', 'cost_currency', gone.payload -> 'currency')) as data
          from gone
          where gone.payload ->> 'change' in ('grace', 'expired', 'refunded')
          """);

  static final List<Statement<?>> ALL =
      List.of(JOIN, TASK_COMPLETED, TASK_ASSIGNED, REPORT_READY, SUBSCRIPTION);

  private EventStatements() {}

  private static Statement<Telling> event(String name, String told) {
    return Statement.insert(name, TABLE)
        .takes(UUID.class, OffsetDateTime.class, String.class)
        .sql(Telling.ending(told))
        .map(Telling::of)
        .leavingAsTold(Telling::left);
  }
}
