package com.honeydue.notifications;

import com.honeydue.db.Statement;
import com.honeydue.push.Device;
import com.honeydue.push.Provider;
import io.vertx.sqlclient.Row;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements of sending. What has ended is not found any more, so it is not sent again. */
final class DeliveryStatements {

  private static final String TABLE = "notifications_notification";

  /**
   * What a push goes to.
   *
   * @param deviceId null where there is none
   * @param badge what the app has not shown yet
   */
  record Pushed(Delivery delivery, int badge, @Nullable Long deviceId, @Nullable Device device) {}

  /**
   * $1 job, $2 now: a row for each device that has not got it yet, one without a device if none.
   */
  static final Statement<Pushed> PUSH =
      Statement.select("loadPush", TABLE)
          .takes(UUID.class, OffsetDateTime.class)
          .sql(
              """
              select %s,
                (select count(*)::integer from notifications_notification l
                 where l.user_id = n.user_id and l.channel = 'in_app' and l.deleted_at is null and l.read_at is null),
                d.id, d.provider, d.token
              %s
              left join notifications_device d on d.user_id = u.id and d.id <> all (n.reached) and %s
              where n.job_id = $1 and n.channel = 'push' and n.outcome is null
              order by d.id
              """
                  .formatted(Delivery.COLUMNS, Delivery.FROM, DeviceStatements.ALIVE))
          .map(DeliveryStatements::pushed);

  /**
   * Whom a mail goes to.
   *
   * @param name the reader's first name; empty if it is not known
   * @param file where the file is that it tells of; null if of none, or if that has gone
   */
  record Mailed(
      Delivery delivery,
      String email,
      String name,
      boolean verified,
      boolean suppressed,
      @Nullable ToldFile file) {}

  /** A file that the reader may have. */
  record ToldFile(long id, String key, String mediaType) {}

  /** $1 job, $2 now. */
  static final Statement<Mailed> MAIL =
      Statement.select("loadMail", TABLE)
          .takes(UUID.class, OffsetDateTime.class)
          .sql(
              """
              select %s, u.email, u.first_name, u.email_verified, c.bounced_at is not null, f.id, f.object_key, f.media_type
              %s
              left join upload_upload f on f.id = (n.data ->> 'upload_id')::bigint and f.owner_id = n.user_id
              where n.job_id = $1 and n.channel = 'email' and n.outcome is null and $2::timestamptz is not null
              """
                  .formatted(Delivery.COLUMNS, Delivery.FROM))
          .map(
              row ->
                  new Mailed(
                      Delivery.of(row),
                      row.getString(Delivery.WIDTH),
                      row.getString(Delivery.WIDTH + 1),
                      row.getBoolean(Delivery.WIDTH + 2),
                      row.getBoolean(Delivery.WIDTH + 3),
                      row.getLong(Delivery.WIDTH + 4) == null
                          ? null
                          : new ToldFile(
                              row.getLong(Delivery.WIDTH + 4),
                              row.getString(Delivery.WIDTH + 5),
                              row.getString(Delivery.WIDTH + 6))));

  /**
   * A task of a digest.
   *
   * @param today the residence's
   */
  record Due(
      long residenceId,
      String residence,
      long taskId,
      String title,
      LocalDate due,
      LocalDate today) {}

  /** $1 job, $2 now: the tasks of a digest, sorted by residence and date. */
  static final Statement<Due> DIGEST =
      Statement.select("loadDigest", "task_task")
          .takes(UUID.class, OffsetDateTime.class)
          .sql(
              """
              select r.id, r.name, t.id, t.title, coalesce(t.snoozed_until, t.next_due_date) as due, day.today
              from notifications_notification n
              join residence_residenceuser m on m.user_id = n.user_id
              join residence_residence r on r.id = m.residence_id
              cross join lateral (select ($2::timestamptz at time zone r.time_zone)::date as today) day
              join task_task t on t.residence_id = r.id
                and not t.archived and not t.cancelled and t.completed_at is null
                and coalesce(t.snoozed_until, t.next_due_date) <= day.today + 6
                and (t.assigned_to_id is null or t.assigned_to_id = n.user_id)
              where n.job_id = $1
              order by r.name, r.id, due, t.id
              """)
          .map(
              row ->
                  new Due(
                      row.getLong(0),
                      row.getString(1),
                      row.getLong(2),
                      row.getString(3),
                      row.getLocalDate(4),
                      row.getLocalDate(5)));

  /**
   * $1 job, $2 how it ended, null if other devices are still to be tried, $3 now, $4 the devices
   * that have it, $5 those whose token is dead, $6 for each since when: one that was registered
   * again later stays. Ends the job, if it has ended.
   */
  static final Statement<UUID> PUSHED =
      Statement.update("endPush", TABLE)
          .takes(
              UUID.class,
              String.class,
              OffsetDateTime.class,
              Long[].class,
              Long[].class,
              OffsetDateTime[].class)
          .sql(
              """
              with dead as (
                delete from notifications_device d
                using unnest($5::bigint[], $6::timestamptz[]) as gone (id, since)
                where d.id = gone.id and d.registered_at <= gone.since
              ), ended as (
                delete from jobs_outbox where id = $1 and $2::text is not null
              )
              update notifications_notification n
              set reached = n.reached || $4::bigint[], outcome = $2::text, ended_at = case when $2::text is not null then $3::timestamptz end
              where n.job_id = $1 and n.outcome is null
              returning n.job_id
              """)
          .map(row -> row.getUUID(0));

  /** $1 job, $2 how it ended, $3 now. Ends the job. */
  static final Statement<UUID> ENDED =
      Statement.update("endDelivery", TABLE)
          .takes(UUID.class, String.class, OffsetDateTime.class)
          .sql(
              """
              with ended as (
                delete from jobs_outbox where id = $1
              )
              update notifications_notification n
              set outcome = $2, ended_at = $3
              where n.job_id = $1 and n.outcome is null
              returning n.job_id
              """)
          .map(row -> row.getUUID(0));

  /**
   * $1 job, $2 how it ended, $3 now, $4 why, $5 the address that was refused. Nothing more is sent
   * there; unless the address is another one by now.
   */
  static final Statement<UUID> BOUNCED =
      Statement.update("endBounced", TABLE)
          .takes(UUID.class, String.class, OffsetDateTime.class, String.class, String.class)
          .sql(
              """
              with ended as (
                delete from jobs_outbox where id = $1
              ), n as (
                update notifications_notification n
                set outcome = $2, ended_at = $3
                where n.job_id = $1 and n.outcome is null
                returning n.job_id, n.user_id
              ), suppressed as (
                insert into notifications_notificationpreference as c (user_id, bounced_at, bounced_reason)
                select n.user_id, $3, $4
                from n join auth_user u on u.id = n.user_id and lower(u.email) = lower($5)
                on conflict (user_id) do update
                set bounced_at = excluded.bounced_at, bounced_reason = excluded.bounced_reason, version = c.version + 1
              )
              select n.job_id from n
              """)
          .map(row -> row.getUUID(0));

  static final List<Statement<?>> ALL = List.of(PUSH, MAIL, DIGEST, PUSHED, ENDED, BOUNCED);

  private DeliveryStatements() {}

  private static Pushed pushed(Row row) {
    Long device = row.getLong(Delivery.WIDTH + 1);
    return new Pushed(
        Delivery.of(row),
        row.getInteger(Delivery.WIDTH),
        device,
        device == null
            ? null
            : new Device(
                Provider.valueOf(row.getString(Delivery.WIDTH + 2).toUpperCase(Locale.ROOT)),
                row.getString(Delivery.WIDTH + 3)));
  }
}
