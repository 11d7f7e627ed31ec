package com.honeydue.auth;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a right code is exchanged for: it says whose password may be set, so that his sessions can
 * be held before the database is asked. Its owner sees it sealed.
 *
 * @param code the one that was mailed; with its use the token ends, too
 */
record ResetToken(long userId, String code) {

  /**
   * The answer to verifyResetCode.
   *
   * @param resetToken the sealed token, for resetPassword
   * @param expiresAt when it ends, with its code
   */
  record Told(String resetToken, Instant expiresAt) {

    @Override
    public String toString() {
      return "ResetToken.Told";
    }
  }

  private static final String PURPOSE = "reset token";
  private static final Pattern FORM = Pattern.compile("(\\d{1,18}) (\\d{6})");

  String sealed(Codes codes) {
    return codes.seal(PURPOSE, userId + " " + code);
  }

  /** What {@link #sealed} made; {@code null} for any other text. */
  static @Nullable ResetToken open(Codes codes, String sealed) {
    try {
      Matcher parts = FORM.matcher(codes.open(PURPOSE, sealed));
      return parts.matches()
          ? new ResetToken(Long.parseLong(parts.group(1)), parts.group(2))
          : null;
    } catch (IllegalArgumentException notOurs) {
      return null;
    }
  }

  @Override
  public String toString() {
    return "ResetToken[" + userId + "]";
  }
}
