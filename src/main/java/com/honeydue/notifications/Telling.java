package com.honeydue.notifications;

import com.honeydue.db.JobRows.JobRow;
import io.vertx.sqlclient.Row;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What has become of a reason to tell people something: the rows of those who want to hear it, one
 * for each channel, and the jobs that send them.
 *
 * @param people who were looked at
 * @param waiting how many should have been, and perhaps more: somebody else had hold of the others
 * @param pushes the jobs of pushes
 * @param mails the jobs of mails
 */
record Telling(int people, int waiting, List<UUID> pushes, List<UUID> mails) {

  static final String PUSH = "notify.push";
  static final String EMAIL = "notify.email";

  /**
   * A statement that also ends the job that it does, whose id is $1: it happens once, whole.
   *
   * @param told selects from {@code gone}, the job's row
   */
  static String ending(String told) {
    return """
    with gone as (
      delete from jobs_outbox where id = $1 returning payload
    ), told as (
    %s
    ), %s\
    """
        .formatted(told, rows("0", "0"));
  }

  /**
   * What ends a statement whose last CTE {@code told (user_id, type, subject, residence_id,
   * task_id, document_id, actor_id, data)} says whom to tell what; $2 is now, $3 the trace it
   * belongs to. Whoever was told before is not told again; whoever has no device, or no address
   * that takes mails, gets no row for that channel. A person's rows are looked up one by one,
   * however many people the planner expects.
   *
   * @param people how many were looked at, as SQL
   * @param waiting how many should have been, as SQL
   */
  static String rows(String people, String waiting) {
    return """
    reached as (
      select told.*, u.id as reader, by.channel,
        ($2::timestamptz at time zone coalesce(p.time_zone, 'UTC'))::date as local_date
      from told
      join notifications_type y on y.code = told.type
      cross join lateral (select * from auth_user u where u.id = told.user_id and u.is_active limit 1) u
      left join lateral (select p.time_zone from user_userprofile p where p.user_id = u.id limit 1) p on true
      left join lateral (
        select c.channels, c.bounced_at from notifications_notificationpreference c where c.user_id = u.id limit 1) c on true
      cross join (values ('push'), ('email'), ('in_app')) by (channel)
      where notifications_wants(c.channels, y, by.channel)
        and case by.channel
          when 'push' then exists (select from notifications_device d where d.user_id = u.id and %s)
          when 'email' then u.email_verified and c.bounced_at is null
          else true
        end
    ), noted as (
      insert into notifications_notification
        (user_id, type, subject, local_date, channel, residence_id, task_id, document_id, actor_id, data, job_id, created_at)
      select reader, type, subject, local_date, channel, residence_id, task_id, document_id,
        (select a.id from auth_user a where a.id = actor_id), data,
        case when channel <> 'in_app' then gen_random_uuid() end, $2
      from reached
      order by reader, type, subject
      on conflict on constraint notifications_notification_once do nothing
      returning type, channel, job_id
    ), job as (
      insert into jobs_outbox (id, type, payload, traceparent)
      select job_id, 'notify.' || channel, jsonb_build_object('type', type), $3::text
      from noted
      where job_id is not null
    )
    select %s, %s,
      coalesce(array_agg(job_id) filter (where channel = 'push'), '{}'),
      coalesce(array_agg(job_id) filter (where channel = 'email'), '{}')
    from noted
    """
        .formatted(DeviceStatements.ALIVE, people, waiting);
  }

  /** Reads what the statement returns. */
  static Telling of(Row row) {
    return new Telling(
        row.getInteger(0),
        row.getInteger(1),
        Arrays.asList(row.getArrayOfUUIDs(2)),
        Arrays.asList(row.getArrayOfUUIDs(3)));
  }

  /** The jobs, to be handed over. */
  List<JobRow> left() {
    return Stream.concat(
            pushes.stream().map(id -> new JobRow(PUSH, id)),
            mails.stream().map(id -> new JobRow(EMAIL, id)))
        .toList();
  }
}
