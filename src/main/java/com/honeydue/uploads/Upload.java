package com.honeydue.uploads;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that was brought, as its owner sees it.
 *
 * @param mediaType of what is kept, which need not be what came
 * @param sha256 of what is kept, in hexadecimal digits
 * @param width in pixels; null for a document
 * @param height in pixels; null for a document
 */
record Upload(
    long id,
    String kind,
    String mediaType,
    long bytes,
    String sha256,
    @Nullable Integer width,
    @Nullable Integer height,
    Instant createdAt) {

  static final String COLUMNS =
      """
      u.id, u.kind, u.media_type, u.bytes, encode(u.sha256, 'hex'), u.width, u.height, u.created_at\
      """;

  /** The upload whose columns begin at {@code at}; null where an outer join found none. */
  static @Nullable Upload of(Row row, int at) {
    Long id = row.getLong(at);
    return id == null
        ? null
        : new Upload(
            id,
            row.getString(at + 1),
            row.getString(at + 2),
            row.getLong(at + 3),
            row.getString(at + 4),
            row.getInteger(at + 5),
            row.getInteger(at + 6),
            row.getOffsetDateTime(at + 7).toInstant());
  }
}
