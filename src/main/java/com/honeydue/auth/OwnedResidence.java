package com.honeydue.auth;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.vertx.sqlclient.Row;

/**
 * A residence that an account belongs to, when the account is to go.
 *
 * @param owned by the account
 * @param people who belong to it, the account among them
 * @param tasks in it
 */
record OwnedResidence(long id, String name, @JsonIgnore boolean owned, long people, long tasks) {

  static OwnedResidence of(Row row) {
    return new OwnedResidence(
        row.getLong(0), row.getString(1), row.getBoolean(2), row.getLong(3), row.getLong(4));
  }

  boolean shared() {
    return people > 1;
  }
}
