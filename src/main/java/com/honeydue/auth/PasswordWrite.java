package com.honeydue.auth;

import io.vertx.sqlclient.Row;

/**
 * How a change of the password ended.
 *
 * @param done whether the password was the one that was given
 * @param stored the password as it was stored before
 */
record PasswordWrite(boolean done, String stored) {

  static PasswordWrite of(Row row) {
    return new PasswordWrite(row.getBoolean(0), row.getString(1));
  }

  @Override
  public String toString() {
    return "PasswordWrite[" + done + "]";
  }
}
