package com.honeydue.auth;

import io.vertx.sqlclient.Row;
import java.time.Instant;

/**
 * A row of {@code user_authtoken} that has not expired.
 *
 * @param generation that of its owner when it was made
 * @param fromFormerSystem whether the system this one takes over from made it
 */
record TokenRow(
    long id,
    long userId,
    long sessionId,
    long generation,
    Instant expiresAt,
    boolean fromFormerSystem) {

  static TokenRow of(Row row) {
    return new TokenRow(
        row.getLong(0),
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.getOffsetDateTime(4).toInstant(),
        row.getBoolean(5));
  }
}
