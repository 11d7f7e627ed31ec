package com.honeydue.residences;

import com.honeydue.bus.Failure;
import com.honeydue.db.Columns;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the fields of a residence from a body into columns. Stateless. */
final class ResidenceFields {

  private static final LocalDate FIRST_PURCHASE = LocalDate.of(1600, 1, 1);
  private static final LocalDate LAST_PURCHASE = LocalDate.of(2199, 12, 31);

  /**
   * Every IANA name. Java's own {@code SystemV/} names are no IANA names, and PostgreSQL does not
   * know them.
   */
  static final Set<String> TIME_ZONES =
      ZoneId.getAvailableZoneIds().stream()
          .filter(name -> !name.startsWith("SystemV/"))
          .collect(Collectors.toUnmodifiableSet());

  private ResidenceFields() {}

  /**
   * The columns that {@code body} writes.
   *
   * @throws Failure for a value that the contract's schema lets through and that makes no sense
   */
  static JsonObject columns(JsonObject body) {
    var zone = body.getString("time_zone");
    if (zone != null && !TIME_ZONES.contains(zone)) {
      throw Failure.invalid("/time_zone", "is not an IANA time zone name");
    }
    return Columns.of(body)
        .texts(
            "name",
            "type",
            "address_line1",
            "address_line2",
            "city",
            "region",
            "postal_code",
            "country")
        .texts("time_zone", "description")
        .integers("bedrooms", "square_footage", "year_built")
        .decimals("bathrooms", "lot_size")
        .date("purchase_date", FIRST_PURCHASE, LAST_PURCHASE)
        .money("purchase_price")
        .flags("is_primary")
        .toJson();
  }
}
