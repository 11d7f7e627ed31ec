package com.honeydue.tasks;

import io.vertx.sqlclient.Row;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A row of one of the board's statements: a residence, or a card, or both. It is read where the
 * residence is known, since what may be done with a card depends on the role there.
 */
record BoardRow(Row row) {

  private static final int CARD = 4;

  long residenceId() {
    return row.getLong(0);
  }

  /** What the caller is in the residence; null when another row says it. */
  @Nullable String role() {
    return row.getString(1);
  }

  /** The day it is in the residence; null with the role. */
  LocalDate today() {
    return row.getLocalDate(2);
  }

  /** How many tasks are done in the residence; null where nobody counted. */
  @Nullable Integer done() {
    return row.getInteger(3);
  }

  /** Null for a row that is a residence alone. */
  @Nullable TaskCard card(String role) {
    return row.getLong(CARD) == null ? null : TaskRows.card(row, CARD, residenceId(), role);
  }
}
