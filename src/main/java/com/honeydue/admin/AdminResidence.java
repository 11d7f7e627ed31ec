package com.honeydue.admin;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A residence as staff see it: who owns it and how much is in it, not where it is.
 *
 * @param people who belong to it
 */
record AdminResidence(
    long id,
    long ownerId,
    String name,
    String type,
    @Nullable String country,
    String timeZone,
    long people,
    long tasks,
    Instant createdAt,
    Instant updatedAt) {

  /** Of {@code residence_residence r}. */
  static final String COLUMNS =
      """
      r.id, r.owner_id, r.name, r.type, r.country, r.time_zone,
                  (select count(*) from residence_residenceuser o where o.residence_id = r.id) as people,
                  (select count(*) from task_task t where t.residence_id = r.id) as tasks,
                  r.created_at, r.updated_at\
      """;

  /** Reads {@link #COLUMNS} behind one column. */
  static AdminResidence of(Row row) {
    return new AdminResidence(
        row.getLong(1),
        row.getLong(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getLong(7),
        row.getLong(8),
        row.getOffsetDateTime(9).toInstant(),
        row.getOffsetDateTime(10).toInstant());
  }
}
