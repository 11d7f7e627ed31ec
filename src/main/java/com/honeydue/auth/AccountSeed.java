package com.honeydue.auth;

/**
 * What the seed command needs to make accounts and tokens as this package keeps them. Blocking:
 * never on an event loop.
 */
public final class AccountSeed {

  /**
   * A token that works once its hash is in {@code user_authtoken}.
   *
   * @param text what its owner sends
   * @param hash SHA-256, hexadecimal
   */
  public record SeedToken(String text, String hash) {

    @Override
    public String toString() {
      return "SeedToken[" + hash + "]";
    }
  }

  private AccountSeed() {}

  /** A new password of 256 random bits, which is kept nowhere. */
  public static String password() {
    return Token.fresh().text();
  }

  /** What {@code auth_user.password} holds for {@code password}. */
  public static String passwordHash(String password) {
    return PasswordHash.of(password);
  }

  /** A new token, which is kept nowhere. */
  public static SeedToken token() {
    var fresh = Token.fresh();
    return new SeedToken(fresh.text(), fresh.hash().hex());
  }
}
