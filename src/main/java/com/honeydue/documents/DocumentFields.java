package com.honeydue.documents;

import com.honeydue.db.Columns;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;

/** Reads the fields of a document from a body into columns. Stateless. */
final class DocumentFields {

  private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2199, 12, 31);

  private DocumentFields() {}

  /** The columns that {@code body} writes; a field that is absent leaves its column as it is. */
  static JsonObject columns(JsonObject body) {
    var columns =
        Columns.of(body)
            .texts("type", "category", "title", "description")
            .texts("item", "model", "serial_number", "vendor")
            .integers("residence_id", "upload_id")
            .date("purchase_date", FIRST, LAST)
            .date("starts_on", FIRST, LAST)
            .date("ends_on", FIRST, LAST)
            .money("purchase_price")
            .toJson();
    if (body.containsKey("image_ids")) {
      columns.put("image_ids", body.getJsonArray("image_ids"));
    }
    return columns;
  }
}
