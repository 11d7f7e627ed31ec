package com.honeydue.residences;

import com.honeydue.bus.Money;
import io.vertx.sqlclient.Row;
import org.jspecify.annotations.Nullable;

/** Which columns make a residence, and how they are read. Stateless. */
final class ResidenceRows {

  /** The columns of a {@code residence_residence r}; the caller's role goes before them. */
  static final String COLUMNS =
      """
      r.id, r.owner_id, r.name, r.type, r.address_line1, r.address_line2, r.city, r.region, r.postal_code, r.country,
      r.time_zone, r.bedrooms, r.bathrooms::float8, r.square_footage, r.lot_size::float8, r.year_built, r.purchase_date,
      r.purchase_price_minor, r.purchase_price_currency, r.description, r.is_primary, r.version, r.created_at, r.updated_at,
      r.read_only\
      """;

  /** How many columns these and the role are. */
  static final int WIDTH = 26;

  private ResidenceRows() {}

  /**
   * The residence whose role is at {@code at} and whose columns follow; null where an outer join
   * found none.
   */
  static @Nullable Residence residence(Row row, int at) {
    if (row.getValue(at + 1) == null) {
      return null;
    }
    return new Residence(
        row.getLong(at + 1),
        row.getString(at + 3),
        row.getString(at + 4),
        row.getString(at + 5),
        row.getString(at + 6),
        row.getString(at + 7),
        row.getString(at + 8),
        row.getString(at + 9),
        row.getString(at + 10),
        row.getString(at + 11),
        row.getInteger(at + 12),
        row.getDouble(at + 13),
        row.getInteger(at + 14),
        row.getDouble(at + 15),
        row.getInteger(at + 16),
        row.getLocalDate(at + 17),
        Money.ofColumns(row.getLong(at + 18), row.getString(at + 19)),
        row.getString(at + 20),
        row.getBoolean(at + 21),
        row.getBoolean(at + 25),
        row.getString(at),
        row.getLong(at + 2),
        row.getLong(at + 22),
        row.getOffsetDateTime(at + 23).toInstant(),
        row.getOffsetDateTime(at + 24).toInstant());
  }
}
