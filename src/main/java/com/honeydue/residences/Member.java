package com.honeydue.residences;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Somebody who belongs to a residence. */
record Member(Person person, String role, Instant joinedAt) {

  /**
   * What {@link #of} reads, of a {@code residence_residenceuser m} and its {@code auth_user u}. The
   * row's id, which lists are ordered by, goes before them.
   */
  static final String COLUMNS = "m.role, m.created_at, " + Person.COLUMNS;

  /**
   * Reads {@link #COLUMNS}, the first of them at {@code at}; null where an outer join found none.
   */
  static @Nullable Member of(Row row, int at) {
    return row.getValue(at) == null
        ? null
        : new Member(
            Person.of(row, at + 2), row.getString(at), row.getOffsetDateTime(at + 1).toInstant());
  }
}
