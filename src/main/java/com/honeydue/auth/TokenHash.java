package com.honeydue.auth;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a token is looked up by: its SHA-256. A token has at least 128 random bits, so a fast hash
 * hides it well enough.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
record TokenHash(String hex) {

  /**
   * Our own tokens and the 40 hexadecimal digits of the former system; anything else is not worth a
   * look-up.
   */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{32,64}");

  /** The hash of {@code token}, or {@code null} for what can be no token. */
  static @Nullable TokenHash of(String token) {
    return TOKEN.matcher(token).matches() ? digest(token) : null;
  }

  static TokenHash digest(String token) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      return new TokenHash(
          HexFormat.of().formatHex(sha256.digest(token.getBytes(StandardCharsets.US_ASCII))));
    } catch (NoSuchAlgorithmException noJdk) {
      throw new IllegalStateException(noJdk);
    }
  }

  /** As {@code user_authtoken.key_hash} holds it. */
  Buffer bytes() {
    return Buffer.buffer(HexFormat.of().parseHex(hex));
  }
}
