package com.honeydue.residences;

import com.honeydue.bus.Versioned;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Somebody who belongs to a residence. */
record Member(Person person, String role, Instant joinedAt, long version) implements Versioned {

  /**
   * What {@link #of} reads, of a {@code residence_residenceuser m} and its {@code auth_user u}. The
   * row's id, which lists are ordered by, goes before them.
   */
  static final String COLUMNS = "m.role, m.created_at, m.version, " + Person.COLUMNS;

  /**
   * Reads {@link #COLUMNS}, the first of them at {@code at}; null where an outer join found none.
   */
  static @Nullable Member of(Row row, int at) {
    return row.getValue(at) == null
        ? null
        : new Member(
            Person.of(row, at + 3),
            row.getString(at),
            row.getOffsetDateTime(at + 1).toInstant(),
            row.getLong(at + 2));
  }
}
