package com.honeydue.auth;

import com.honeydue.bus.Failure;
import com.honeydue.oidc.IdentityTokens;
import io.vertx.sqlclient.Row;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How signing in with an identity ended.
 *
 * @param issued the new token's row; {@code null} when nobody was signed in
 */
record IdentityRow(String status, @Nullable IssuedToken issued) {

  /** Reads the status, then what {@link IssuedToken} reads. */
  static IdentityRow of(Row row) {
    return new IdentityRow(
        row.getString(0), row.getLong(1) == null ? null : IssuedToken.of(row, 1));
  }

  boolean created() {
    return status.equals("created");
  }

  /**
   * The token's row.
   *
   * @throws Failure why there is none
   */
  IssuedToken orThrow() {
    return switch (status) {
      case "created", "done" -> Objects.requireNonNull(issued);
      case "inactive" -> throw IdentityTokens.invalid();
      case "unverified_account" ->
          throw Failure.conflict(
              "account_unverified",
              "An account with this e-mail address exists, but nobody has verified the address."
                  + " Verify it or reset the account's password, then sign in again.");
      case "unverified_address" ->
          throw Failure.of(
              Failure.Kind.UNPROCESSABLE,
              "address_unverified",
              "The identity provider has not verified the e-mail address.");
      case "no_address" ->
          throw Failure.of(
              Failure.Kind.UNPROCESSABLE,
              "address_missing",
              "A first sign-in needs the e-mail address: ask the provider for it.");
      case "taken" ->
          throw Failure.conflict("email_taken", "An account with this e-mail address exists.");
      default -> throw new IllegalStateException(status);
    };
  }
}
