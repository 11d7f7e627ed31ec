package com.honeydue.residences;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who wants to belong to a residence.
 *
 * @param status {@code pending}, {@code approved} or {@code declined}
 * @param role the role they get
 */
record JoinRequest(
    long id,
    Person person,
    String role,
    String status,
    Instant createdAt,
    @Nullable Instant decidedAt) {

  /** What {@link #of} reads, of a {@code residence_joinrequest q} and its {@code auth_user u}. */
  static final String COLUMNS =
      "q.id, q.role, q.status, q.created_at, q.decided_at, " + Person.COLUMNS;

  /**
   * Reads {@link #COLUMNS}, the first of them at {@code at}; null where an outer join found none.
   */
  static @Nullable JoinRequest of(Row row, int at) {
    if (row.getValue(at) == null) {
      return null;
    }
    var decided = row.getOffsetDateTime(at + 4);
    return new JoinRequest(
        row.getLong(at),
        Person.of(row, at + 5),
        row.getString(at + 1),
        row.getString(at + 2),
        row.getOffsetDateTime(at + 3).toInstant(),
        decided == null ? null : decided.toInstant());
  }
}
