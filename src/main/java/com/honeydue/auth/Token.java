package com.honeydue.auth;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * A token as its owner holds it. Never stored, never logged.
 *
 * @param text 256 random bits in base64url, 43 characters
 * @param hash what it is looked up by
 */
record Token(String text, TokenHash hash) {

  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A token nobody has. */
  static Token fresh() {
    byte[] bits = new byte[BYTES];
    RANDOM.nextBytes(bits);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    return new Token(text, TokenHash.digest(text));
  }

  @Override
  public String toString() {
    return "Token[" + hash + "]";
  }
}
