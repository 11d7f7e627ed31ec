package com.honeydue.notifications;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent to one person by one channel, with what is known of it now.
 *
 * @param job that sends it; every try has the same
 * @param role what the person is in the residence it is about; null if there is none, or they left
 * @param wanted whether the person still takes this kind by this channel
 * @param holds whether what it says is still so
 * @param quiet null for somebody without quiet hours
 */
record Delivery(
    UUID job,
    long userId,
    Story story,
    @Nullable Long residenceId,
    @Nullable Long taskId,
    @Nullable Long documentId,
    Instant createdAt,
    @Nullable String role,
    boolean wanted,
    boolean holds,
    String locale,
    ZoneId zone,
    @Nullable QuietHours quiet) {

  /** How many columns {@link #COLUMNS} are. */
  static final int WIDTH = 16;

  /** Of what {@link #FROM} joins; $2 is now. */
  static final String COLUMNS =
      """
      n.job_id, n.user_id, n.type, n.data, %s, n.residence_id, n.task_id, n.document_id, n.created_at, m.role,
      notifications_wants(c.channels, y, n.channel),
      case
        when n.type in ('task_due_soon', 'task_overdue') then exists (
          select from task_task t
          where t.id = n.task_id and t.residence_id = m.residence_id
            and not t.archived and not t.cancelled and t.completed_at is null
            and coalesce(t.snoozed_until, t.next_due_date) = (n.data ->> 'due')::date)
        when n.type = 'warranty_expiring' then exists (
          select from document_document d
          where d.id = n.document_id and d.residence_id = m.residence_id
            and d.active and d.ends_on = (n.data ->> 'ends')::date)
        when n.residence_id is not null and n.type <> 'join_request' then m.role is not null
        else true
      end,
      coalesce(p.locale, 'en'), coalesce(p.time_zone, 'UTC'), c.quiet_from, c.quiet_until\
      """
          .formatted(Notification.NAME);

  /** $1 is the job. */
  static final String FROM =
      """
      from notifications_notification n
      join notifications_type y on y.code = n.type
      join auth_user u on u.id = n.user_id and u.is_active
      left join user_userprofile p on p.user_id = u.id
      left join notifications_notificationpreference c on c.user_id = u.id
      left join residence_residenceuser m on m.residence_id = n.residence_id and m.user_id = n.user_id
      left join auth_user a on a.id = n.actor_id\
      """;

  /** Reads {@link #COLUMNS}, the first columns of its row. */
  static Delivery of(Row row) {
    var zone = ZoneId.of(row.getString(13));
    LocalTime from = row.getLocalTime(14);
    LocalTime until = row.getLocalTime(15);
    return new Delivery(
        row.getUUID(0),
        row.getLong(1),
        new Story(Kind.of(row.getString(2)), row.getJsonObject(3), row.getString(4)),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getOffsetDateTime(8).toInstant(),
        row.getString(9),
        row.getBoolean(10),
        row.getBoolean(11),
        row.getString(12),
        zone,
        from == null || until == null ? null : new QuietHours(from, until, zone));
  }

  /** Why it is not to be sent at all; null if it is. */
  @Nullable Outcome hindrance(Instant now) {
    if (!wanted) {
      return Outcome.UNWANTED;
    }
    if (!holds) {
      return Outcome.OVER;
    }
    return now.isAfter(expires()) ? Outcome.EXPIRED : null;
  }

  /** From when it is not worth sending. */
  Instant expires() {
    return createdAt.plus(story.kind().useful());
  }

  /** Without whom it is for and what it says. */
  @Override
  public String toString() {
    return story + " " + job;
  }
}
