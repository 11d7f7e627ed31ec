package com.honeydue.admin;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A session as staff see it; the fields are those that its owner sees. */
record AdminSession(
    long id,
    @Nullable String deviceName,
    @Nullable String client,
    Instant createdAt,
    Instant lastSeenAt) {

  /** Reads them behind one column. */
  static AdminSession of(Row row) {
    return new AdminSession(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getOffsetDateTime(4).toInstant(),
        row.getOffsetDateTime(5).toInstant());
  }
}
