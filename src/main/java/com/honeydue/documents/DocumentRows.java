package com.honeydue.documents;

import com.honeydue.bus.Money;
import io.vertx.sqlclient.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads documents from rows. Stateless. */
final class DocumentRows {

  /** What {@link #document} reads, of a {@code document_document d}. */
  static final String COLUMNS =
      """
      d.id, d.residence_id, d.type, d.category, d.title, d.description, d.active, d.upload_id, d.image_ids, d.item, d.model,
      d.serial_number, d.vendor, d.purchase_date, d.purchase_price_minor, d.purchase_price_currency, d.starts_on, d.ends_on,
      d.created_by_id, d.version, d.created_at, d.updated_at, d.read_only\
      """;

  private DocumentRows() {}

  /**
   * Reads {@link #COLUMNS}, the first of them at {@code at}; null where an outer join found none.
   */
  static @Nullable Document document(Row row, int at) {
    Long id = row.getLong(at);
    if (id == null) {
      return null;
    }
    return new Document(
        id,
        row.getLong(at + 1),
        row.getString(at + 2),
        row.getString(at + 3),
        row.getString(at + 4),
        row.getString(at + 5),
        row.getBoolean(at + 6),
        row.getBoolean(at + 22),
        row.getLong(at + 7),
        List.of(row.getArrayOfLongs(at + 8)),
        row.getString(at + 9),
        row.getString(at + 10),
        row.getString(at + 11),
        row.getString(at + 12),
        row.getLocalDate(at + 13),
        Money.ofColumns(row.getLong(at + 14), row.getString(at + 15)),
        row.getLocalDate(at + 16),
        row.getLocalDate(at + 17),
        row.getLong(at + 18),
        row.getLong(at + 19),
        row.getOffsetDateTime(at + 20).toInstant(),
        row.getOffsetDateTime(at + 21).toInstant());
  }
}
