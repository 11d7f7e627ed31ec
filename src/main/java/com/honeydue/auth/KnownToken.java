package com.honeydue.auth;

import com.honeydue.bus.Caller;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token that was valid when the database was asked.
 *
 * @param caller whose it is
 * @param expiresAt when it ends, unless it is ended before
 * @param salt that of its owner's password (see {@link Salts}); null when there is none to use
 */
record KnownToken(Caller caller, Instant expiresAt, @Nullable String salt) {

  private static final String NO_SALT = "-";

  /** As Redis keeps it: numbers with blanks between them, user and session first. */
  String encoded() {
    return "%d %d %d %d %d %d %s"
        .formatted(
            caller.userId(),
            caller.sessionId(),
            caller.tokenId(),
            caller.staff() ? 1 : 0,
            caller.verified() ? 1 : 0,
            expiresAt.toEpochMilli(),
            salt == null ? NO_SALT : salt);
  }

  /**
   * Reads what {@link #encoded} wrote.
   *
   * @throws IllegalArgumentException when it did not
   */
  static KnownToken decode(String encoded) {
    String[] parts = encoded.split(" ", -1);
    // A process of the version before writes no salt.
    if (parts.length != 6 && parts.length != 7) {
      throw new IllegalArgumentException("no token: " + parts.length + " parts");
    }
    var caller =
        new Caller(
            Long.parseLong(parts[0]),
            Long.parseLong(parts[1]),
            Long.parseLong(parts[2]),
            parts[3].equals("1"),
            parts[4].equals("1"));
    String salt = parts.length == 6 || parts[6].equals(NO_SALT) ? null : parts[6];
    return new KnownToken(caller, Instant.ofEpochMilli(Long.parseLong(parts[5])), salt);
  }

  /** How long it still lives; not above zero once it is dead. */
  Duration left(Instant now) {
    return Duration.between(now, expiresAt);
  }
}
