package com.honeydue.auth;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Gives the seed command accounts and tokens as this package keeps them. Blocking: never on an
 * event loop.
 */
public final class AccountSeed {

  private AccountSeed() {}

  /** What {@code auth_user.password} holds for {@code password}. */
  public static String passwordHash(String password) {
    return PasswordHash.of(password);
  }

  /**
   * Issues a new token that works at once.
   *
   * @return the token, which is kept nowhere
   */
  public static String issueToken(Connection connection, long userId) throws SQLException {
    var token = Token.fresh();
    try (var insert =
        connection.prepareStatement(
            """
            insert into user_authtoken (key_hash, user_id, generation, last_seen_at, device_name)
            select ?, id, token_generation, now(), 'seed' from auth_user where id = ?
            """)) {
      insert.setBytes(1, token.hash().bytes().getBytes());
      insert.setLong(2, userId);
      insert.executeUpdate();
    }
    return token.text();
  }
}
