package com.honeydue.auth;

import com.honeydue.bus.Caller;
import io.vertx.sqlclient.Row;
import java.time.Instant;

/**
 * A token's new row, with its owner.
 *
 * @param id the row's
 */
record IssuedToken(long id, long sessionId, Instant expiresAt, Account account) {

  /** Reads the row's id, session and end, then {@link Account#COLUMNS}. */
  static IssuedToken of(Row row) {
    return of(row, 0);
  }

  static IssuedToken of(Row row, int from) {
    return new IssuedToken(
        row.getLong(from),
        row.getLong(from + 1),
        row.getOffsetDateTime(from + 2).toInstant(),
        Account.of(row, from + 3));
  }

  KnownToken known() {
    return new KnownToken(
        new Caller(account.id(), sessionId, id, account.isStaff(), account.emailVerified()),
        expiresAt);
  }

  SignedIn tell(Token token) {
    return new SignedIn(token.text(), expiresAt, account);
  }
}
