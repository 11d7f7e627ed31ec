package com.honeydue.notifications;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One entry of somebody's list, in their language.
 *
 * @param event which of the ways its type is told in; null where it has one only
 * @param uploadId the file that is ready; null of anything else
 * @param actorId who did it; null for nobody, or somebody who is gone
 */
record Notification(
    long id,
    String type,
    @Nullable String event,
    String title,
    String body,
    @Nullable Long residenceId,
    @Nullable Long taskId,
    @Nullable Long documentId,
    @Nullable Long uploadId,
    @Nullable Long actorId,
    Instant createdAt,
    @Nullable Instant readAt) {

  /** What somebody is called who is an {@code auth_user a}. */
  static final String NAME =
      "coalesce(nullif(trim(a.first_name || ' ' || a.last_name), ''), a.username)";

  /**
   * Of a {@code notifications_notification n}, its reader's profile {@code p} and its actor {@code
   * a}.
   */
  static final String COLUMNS =
      """
      n.id, n.type, n.data, %s as actor, coalesce(p.locale, 'en') as locale, n.residence_id, n.task_id, n.document_id,
      n.actor_id, n.created_at, n.read_at\
      """
          .formatted(NAME);

  /** Reads {@link #COLUMNS}. */
  static Notification of(Row row) {
    var story = new Story(Kind.of(row.getString(1)), row.getJsonObject(2), row.getString(3));
    var texts = Story.texts(row.getString(4));
    OffsetDateTime read = row.getOffsetDateTime(10);
    return new Notification(
        row.getLong(0),
        story.kind().code(),
        story.event(),
        story.title(texts),
        story.body(texts),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        story.uploadId(),
        row.getLong(8),
        row.getOffsetDateTime(9).toInstant(),
        read == null ? null : read.toInstant());
  }

  /** Without what it says. */
  @Override
  public String toString() {
    return type + " " + id;
  }
}
