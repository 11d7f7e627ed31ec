package com.honeydue.auth;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session as its owner sees it.
 *
 * @param deviceName as the app named itself when signing in
 * @param client the {@code User-Agent} of who signed in or refreshed last
 * @param createdAt when it began
 * @param lastSeenAt exact to some minutes
 * @param current whether the call came with it
 */
record Session(
    long id,
    @Nullable String deviceName,
    @Nullable String client,
    Instant createdAt,
    Instant lastSeenAt,
    boolean current) {

  static Session of(Row row) {
    return new Session(
        row.getLong(0),
        row.getString(1),
        row.getString(2),
        row.getOffsetDateTime(3).toInstant(),
        row.getOffsetDateTime(4).toInstant(),
        row.getBoolean(5));
  }
}
