package com.honeydue.admin;

import com.honeydue.bus.Versioned;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A promotion with its words in every language.
 *
 * @param tier to accounts of which it is shown; null for everybody
 * @param texts by language
 * @param ended whether staff have ended it
 */
record AdminPromotion(
    long id,
    @Nullable String tier,
    LocalDate startsOn,
    LocalDate endsOn,
    @Nullable String offerCode,
    Map<String, Object> texts,
    boolean ended,
    long version,
    Instant createdAt,
    Instant updatedAt)
    implements Versioned {

  /** Of {@code subscription_promotion p}. */
  static final String COLUMNS =
      "p.id, p.tier, p.starts_on, p.ends_on, p.offer_code, p.texts, p.ended, p.version,"
          + " p.created_at, p.updated_at";

  /** Reads {@link #COLUMNS} behind one column; null where there is none. */
  static @Nullable AdminPromotion ofRow(Row row) {
    return row.getLong(1) == null ? null : of(row);
  }

  /** The same where there is one. */
  static AdminPromotion of(Row row) {
    return new AdminPromotion(
        row.getLong(1),
        row.getString(2),
        row.getLocalDate(3),
        row.getLocalDate(4),
        row.getString(5),
        row.getJsonObject(6).getMap(),
        row.getBoolean(7),
        row.getLong(8),
        row.getOffsetDateTime(9).toInstant(),
        row.getOffsetDateTime(10).toInstant());
  }
}
