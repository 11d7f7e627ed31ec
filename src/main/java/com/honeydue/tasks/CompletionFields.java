package com.honeydue.tasks;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Failure;
import com.honeydue.db.Columns;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;

/** Reads the fields of a completion from a body into columns. Stateless. */
final class CompletionFields {

  private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");

  /** By how much an app's clock may be ahead of ours. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private CompletionFields() {}

  /**
   * The columns that the body writes; a field that is absent leaves its column as it is.
   *
   * @throws Failure for what will only be done in the future
   */
  static JsonObject columns(Arguments arguments, Instant now) {
    var body = arguments.body();
    var columns =
        Columns.of(body)
            .texts("notes")
            .integers("contractor_id", "rating")
            .integer("completed_by", "completed_by_id")
            .money("cost")
            .toJson();
    if (body.containsKey("performed_at")) {
      columns.put("performed_at", performedAt(arguments, now).toString());
    }
    if (body.containsKey("photo_ids")) {
      var ids = body.getJsonArray("photo_ids");
      columns.put("photo_ids", ids == null ? new JsonArray() : ids);
    }
    return columns;
  }

  private static Instant performedAt(Arguments arguments, Instant now) {
    var at = arguments.bodyInstant("performed_at");
    if (at == null) {
      return now;
    }
    if (at.isBefore(FIRST)) {
      throw Failure.invalid("/performed_at", "must not be before 1900");
    }
    if (at.isAfter(now.plus(AHEAD))) {
      throw Failure.invalid("/performed_at", "must not be in the future");
    }
    return at.isAfter(now) ? now : at;
  }
}
