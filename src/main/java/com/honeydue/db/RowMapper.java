package com.honeydue.db;

import io.vertx.sqlclient.Row;

/** Reads one row, by column position, into a record. */
@FunctionalInterface
public interface RowMapper<T> {
  T map(Row row);
}
