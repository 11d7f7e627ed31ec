package com.honeydue.notifications;

import com.honeydue.db.Statement;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** The statements of somebody's list, and the one that tries all channels. */
final class ListStatements {

  static final String TABLE = "notifications_notification";

  private static final String LISTED = "n.channel = 'in_app' and n.deleted_at is null";

  /**
   * $1 user, $2 the id before which the page begins, $3 how many rows, $4 whether unread ones
   * alone, or read ones, null for both, $5 type or null, $6 residence or null: newest first.
   */
  static final Statement<Notification> LIST =
      Statement.select("listNotifications", TABLE)
          .takes(Long.class, Long.class, Integer.class, Boolean.class, String.class, Long.class)
          .sql(
              """
              select %s
              from notifications_notification n
              left join user_userprofile p on p.user_id = n.user_id
              left join auth_user a on a.id = n.actor_id
              where n.user_id = $1 and %s and n.id < $2
                and ($4::boolean is null or (n.read_at is null) = $4)
                and ($5::text is null or n.type = $5)
                and ($6::bigint is null or n.residence_id = $6)
              order by n.id desc
              limit $3
              """
                  .formatted(Notification.COLUMNS, LISTED))
          .map(Notification::of);

  /** $1 user. */
  static final Statement<Long> UNREAD =
      Statement.select("unreadCount", TABLE)
          .takes(Long.class)
          .sql(
              "select count(*) from notifications_notification n where n.user_id = $1 and %s and n.read_at is null"
                  .formatted(LISTED))
          .map(row -> row.getLong(0));

  /** $1 user, $2 notification, $3 now. A row if there is one, be it read already. */
  static final Statement<Boolean> READ =
      Statement.update("markRead", TABLE)
          .takes(Long.class, Long.class, OffsetDateTime.class)
          .sql(
              """
              update notifications_notification n
              set read_at = coalesce(n.read_at, $3)
              where n.id = $2 and n.user_id = $1 and %s
              returning true
              """
                  .formatted(LISTED))
          .map(row -> row.getBoolean(0));

  /** $1 user, $2 now, $3 the last that counts, null for all. How many there were. */
  static final Statement<Long> READ_ALL =
      Statement.update("markAllRead", TABLE)
          .takes(Long.class, OffsetDateTime.class, Long.class)
          .sql(
              """
              with marked as (
                update notifications_notification n
                set read_at = $2
                where n.user_id = $1 and %s and n.read_at is null and ($3::bigint is null or n.id <= $3)
                returning n.id
              )
              select count(*) from marked
              """
                  .formatted(LISTED))
          .map(row -> row.getLong(0));

  /** $1 user, $2 notification, $3 now. */
  static final Statement<Boolean> DELETE =
      Statement.update("deleteNotification", TABLE)
          .takes(Long.class, Long.class, OffsetDateTime.class)
          .sql(
              """
              update notifications_notification n
              set deleted_at = $3
              where n.id = $2 and n.user_id = $1 and %s
              returning true
              """
                  .formatted(LISTED))
          .map(row -> row.getBoolean(0));

  /**
   * What can be reached of somebody.
   *
   * @param push whether any device can
   * @param verified whether the address is
   * @param bounced whether mails to it were refused for good
   */
  record Reach(boolean push, boolean verified, boolean bounced) {}

  /** $1 user, $2 now, $3 the trace it belongs to, $4 the push's job, $5 the mail's. */
  static final Statement<Reach> TEST =
      Statement.insert("sendTest", TABLE)
          .takes(Long.class, OffsetDateTime.class, String.class, UUID.class, UUID.class)
          .leaves("notify.push", 4)
          .leaves("notify.email", 5)
          .sql(
              """
              with me as materialized (
                select u.id, u.email_verified as verified, n.bounced_at is not null as bounced,
                  ($2::timestamptz at time zone coalesce(p.time_zone, 'UTC'))::date as today,
                  exists (select from notifications_device d where d.user_id = u.id and %s) as reachable
                from auth_user u
                left join user_userprofile p on p.user_id = u.id
                left join notifications_notificationpreference n on n.user_id = u.id
                where u.id = $1
              ), told as (
                insert into notifications_notification
                  (user_id, type, subject, local_date, channel, job_id, created_at)
                select me.id, 'test', 'test:' || $4::uuid, me.today, by.channel, by.job, $2
                from me
                cross join (values ('push', $4::uuid), ('email', $5::uuid), ('in_app', null)) by (channel, job)
                where case by.channel when 'push' then me.reachable when 'email' then me.verified and not me.bounced else true end
                returning channel, job_id
              ), job as (
                insert into jobs_outbox (id, type, payload, traceparent)
                select told.job_id, 'notify.' || told.channel, '{"type": "test"}', $3
                from told
                where told.job_id is not null
              )
              select me.reachable, me.verified, me.bounced from me
              """
                  .formatted(DeviceStatements.ALIVE))
          .map(row -> new Reach(row.getBoolean(0), row.getBoolean(1), row.getBoolean(2)));

  static final List<Statement<?>> ALL = List.of(LIST, UNREAD, READ, READ_ALL, DELETE, TEST);

  private ListStatements() {}
}
