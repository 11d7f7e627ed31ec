package com.honeydue.auth;

import io.vertx.sqlclient.Row;
import org.jspecify.annotations.Nullable;

/**
 * What a token's look-up needs of its owner, an active account.
 *
 * @param generation only tokens of this generation are alive
 * @param salt that of the password, where it can be used (see {@link Salts})
 */
record OwnerRow(long id, long generation, boolean staff, boolean verified, @Nullable String salt) {

  static OwnerRow of(Row row) {
    return new OwnerRow(
        row.getLong(0), row.getLong(1), row.getBoolean(2), row.getBoolean(3), row.getString(4));
  }
}
