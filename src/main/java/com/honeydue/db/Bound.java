package com.honeydue.db;

import io.vertx.sqlclient.Tuple;

/** A statement with checked arguments, ready to be sent once. */
public record Bound<T>(Statement<T> statement, Tuple arguments) {

  @Override
  public String toString() {
    return statement.name();
  }
}
