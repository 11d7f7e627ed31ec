package com.honeydue.auth;

import com.honeydue.bus.Caller;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token's new row, with its owner.
 *
 * @param id the row's
 * @param salt that of the owner's password, where it can be used (see {@link Salts})
 */
record IssuedToken(
    long id, long sessionId, Instant expiresAt, Account account, @Nullable String salt) {

  /** Reads the row's id, session and end, {@link Account#COLUMNS}, the salt. */
  static IssuedToken of(Row row) {
    return of(row, 0);
  }

  static IssuedToken of(Row row, int from) {
    return new IssuedToken(
        row.getLong(from),
        row.getLong(from + 1),
        row.getOffsetDateTime(from + 2).toInstant(),
        Account.of(row, from + 3),
        row.getString(from + 15));
  }

  KnownToken known() {
    return new KnownToken(
        new Caller(account.id(), sessionId, id, account.isStaff(), account.emailVerified()),
        expiresAt,
        salt);
  }

  SignedIn tell(Token token) {
    return new SignedIn(token.text(), expiresAt, account);
  }
}
