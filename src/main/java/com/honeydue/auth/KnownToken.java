package com.honeydue.auth;

import com.honeydue.bus.Caller;
import java.time.Duration;
import java.time.Instant;

/**
 * A token that was valid when the database was asked.
 *
 * @param caller whose it is
 * @param expiresAt when it ends, unless it is ended before
 */
record KnownToken(Caller caller, Instant expiresAt) {

  /** As Redis keeps it: numbers with blanks between them, user and session first. */
  String encoded() {
    return "%d %d %d %d %d %d"
        .formatted(
            caller.userId(),
            caller.sessionId(),
            caller.tokenId(),
            caller.staff() ? 1 : 0,
            caller.verified() ? 1 : 0,
            expiresAt.toEpochMilli());
  }

  /**
   * Reads what {@link #encoded} wrote.
   *
   * @throws IllegalArgumentException when it did not
   */
  static KnownToken decode(String encoded) {
    String[] parts = encoded.split(" ", -1);
    if (parts.length != 6) {
      throw new IllegalArgumentException("no token: " + parts.length + " parts");
    }
    var caller =
        new Caller(
            Long.parseLong(parts[0]),
            Long.parseLong(parts[1]),
            Long.parseLong(parts[2]),
            parts[3].equals("1"),
            parts[4].equals("1"));
    return new KnownToken(caller, Instant.ofEpochMilli(Long.parseLong(parts[5])));
  }

  /** How long it still lives; not above zero once it is dead. */
  Duration left(Instant now) {
    return Duration.between(now, expiresAt);
  }
}
