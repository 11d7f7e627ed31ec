package com.honeydue.residences;

import io.vertx.sqlclient.Row;
import java.security.SecureRandom;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What lets people into a residence.
 *
 * @param code six of the letters and digits that are not mistaken for each other
 * @param role what it makes of who uses it: {@code manager} or {@code member}
 * @param needsApproval whether the owner decides about each of them
 * @param maxUses how many may use it; null for any number
 * @param uses how many have, be it to join or to ask
 */
record ShareCode(
    String code,
    String role,
    boolean needsApproval,
    @Nullable Integer maxUses,
    int uses,
    Instant createdAt,
    Instant expiresAt) {

  /** What {@link #of} reads, of a {@code residence_sharecode s}. */
  static final String COLUMNS =
      "s.code, s.role, s.needs_approval, s.max_uses, s.uses, s.created_at, s.expires_at";

  private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  private static final int LENGTH = 6;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A code that nobody can guess: one of a thousand million. */
  static String fresh() {
    var code = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      code.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return code.toString();
  }

  /**
   * Reads {@link #COLUMNS}, the first of them at {@code at}; null where an outer join found none.
   */
  static @Nullable ShareCode of(Row row, int at) {
    if (row.getValue(at) == null) {
      return null;
    }
    return new ShareCode(
        row.getString(at),
        row.getString(at + 1),
        row.getBoolean(at + 2),
        row.getInteger(at + 3),
        row.getInteger(at + 4),
        row.getOffsetDateTime(at + 5).toInstant(),
        row.getOffsetDateTime(at + 6).toInstant());
  }
}
