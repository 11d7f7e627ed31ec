package com.honeydue.auth;

import io.vertx.sqlclient.Row;
import org.jspecify.annotations.Nullable;

/**
 * What a login finds, and the row it has made for a token that is handed over only if the password
 * proves right.
 *
 * @param tokenId of the new row
 * @param password as it is stored; {@code null} when there is no such account
 * @param active whether the account may be used
 * @param issued the new token with its owner; {@code null} when there is no such account
 */
record LoginRow(
    long tokenId, @Nullable String password, boolean active, @Nullable IssuedToken issued) {

  /**
   * Reads the token's id, session and end, {@link Account#COLUMNS}, the salt, the stored password
   * and whether it is active.
   */
  static LoginRow of(Row row) {
    long tokenId = row.getLong(0);
    if (row.getLong(3) == null) {
      return new LoginRow(tokenId, null, false, null);
    }
    return new LoginRow(tokenId, row.getString(16), row.getBoolean(17), IssuedToken.of(row));
  }
}
