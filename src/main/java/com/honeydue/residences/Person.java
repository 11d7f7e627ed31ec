package com.honeydue.residences;

import io.vertx.sqlclient.Row;

/** Somebody, as the others in a residence see them. */
record Person(long id, String username, String email, String firstName, String lastName) {

  /** What {@link #of} reads, of an {@code auth_user u}. */
  static final String COLUMNS = "u.id, u.username, u.email, u.first_name, u.last_name";

  static final int WIDTH = 5;

  /** Reads {@link #COLUMNS}, the first of them at {@code at}. */
  static Person of(Row row, int at) {
    return new Person(
        row.getLong(at),
        row.getString(at + 1),
        row.getString(at + 2),
        row.getString(at + 3),
        row.getString(at + 4));
  }
}
