package com.honeydue.auth;

import java.nio.charset.StandardCharsets;

/**
 * A password as the database keeps it, in whichever form it was last stored. Checking one takes
 * tens of milliseconds of a processor, so only {@link HashPool} does it.
 */
sealed interface PasswordHash permits Argon2id, DjangoPbkdf2, Bcrypt, NoPassword {

  /** The account's password is this one. */
  boolean matches(String password);

  /**
   * There is a better form of the same password: it should be stored anew when its owner next gives
   * it.
   */
  boolean needsRehash();

  /** The name of the algorithm that {@link #matches} runs, for its metric. */
  String algorithm();

  /** A new hash of {@code password} in the form kept today. */
  static String of(String password) {
    return Argon2id.hash(password).toString();
  }

  /**
   * Reads what {@code auth_user.password} holds. A form that is not known matches no password;
   * {@code null} stands for an account that does not exist.
   */
  static PasswordHash parse(@org.jspecify.annotations.Nullable String stored) {
    PasswordHash found = null;
    if (stored != null) {
      found = Argon2id.parse(stored);
      found = found != null ? found : DjangoPbkdf2.parse(stored);
      found = found != null ? found : Bcrypt.parse(stored);
    }
    return found != null ? found : NoPassword.INSTANCE;
  }

  /** The bytes all forms hash. */
  static byte[] bytes(String password) {
    return password.getBytes(StandardCharsets.UTF_8);
  }
}
