package com.honeydue.auth;

import com.honeydue.bus.Failure;
import io.vertx.sqlclient.Row;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a statement ended that changes an account: the one row it always returns.
 *
 * @param status what happened; see {@link #orThrow}
 * @param account as it is now; null when nothing was written
 */
record AccountWrite(String status, @Nullable Account account) {

  /** Reads the status, then {@link Account#COLUMNS}. */
  static AccountWrite of(Row row) {
    return new AccountWrite(row.getString(0), row.getLong(1) == null ? null : Account.of(row, 1));
  }

  /**
   * The account, if it was changed.
   *
   * @throws Failure what kept it from being changed
   */
  Account orThrow() {
    return switch (status) {
      case "done" -> Objects.requireNonNull(account);
      case "avatar_refused" ->
          throw Failure.invalid("/avatar_upload_id", "is not a picture of yours that is free");
      case "stale" -> throw Failure.stale();
      case "already_verified" -> throw alreadyVerified();
      case "invalid_code" -> throw Codes.invalid("/code");
      case "not_found" -> throw Failure.notFound();
      default -> throw new IllegalStateException(status);
    };
  }

  static Failure alreadyVerified() {
    return Failure.conflict("already_verified", "The e-mail address is verified already.");
  }
}
