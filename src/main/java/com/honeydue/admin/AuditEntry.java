package com.honeydue.admin;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What staff did.
 *
 * @param staffId null for the command on a server
 * @param act the operation of the contract, or the command
 * @param details what was asked for, and whether anything changed
 */
record AuditEntry(
    long id,
    Instant at,
    @Nullable Long staffId,
    String act,
    @Nullable Long userId,
    @Nullable Long residenceId,
    @Nullable String requestId,
    Map<String, Object> details) {

  /** Reads them behind one column. */
  static AuditEntry of(Row row) {
    JsonObject details = row.getJsonObject(8);
    return new AuditEntry(
        row.getLong(1),
        row.getOffsetDateTime(2).toInstant(),
        row.getLong(3),
        row.getString(4),
        row.getLong(5),
        row.getLong(6),
        row.getString(7),
        details.getMap());
  }
}
