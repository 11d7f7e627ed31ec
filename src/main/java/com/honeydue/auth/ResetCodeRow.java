package com.honeydue.auth;

import io.vertx.sqlclient.Row;
import java.time.Instant;

/** A code that was right: whose, and until when it can be used. */
record ResetCodeRow(long userId, Instant expiresAt) {

  static ResetCodeRow of(Row row) {
    return new ResetCodeRow(row.getLong(0), row.getOffsetDateTime(1).toInstant());
  }
}
