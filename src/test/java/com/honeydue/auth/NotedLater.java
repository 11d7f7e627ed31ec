package com.honeydue.auth;

import com.honeydue.db.Statement;
import java.util.stream.Stream;

/**
 * What is noted about logins and tokens in use: in batches, some time after the callers were
 * answered, on the slow lanes. No operation waits for it, so it is no part of what one costs.
 */
public final class NotedLater {

  private NotedLater() {}

  /** The texts of its statements. */
  public static String[] sql() {
    return Stream.of(
            AuthStatements.DROP_UNPROVEN,
            AuthStatements.NOTE_USE,
            AuthStatements.NOTE_LOGIN,
            AuthStatements.STORE_HASHES,
            AuthStatements.SWEEP_EXPIRED,
            AuthStatements.SWEEP_CODES,
            SessionEndStatements.SWEEP_ENDS)
        .map(Statement::sql)
        .toArray(String[]::new);
  }
}
