package com.honeydue.tasks;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Failure;
import com.honeydue.db.Columns;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.Objects;

/** Reads the fields of a task from a body into columns. Stateless. */
final class TaskFields {

  private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2199, 12, 31);

  private TaskFields() {}

  /** The columns that {@code body} writes; a field that is absent leaves its column as it is. */
  static JsonObject columns(JsonObject body) {
    var columns =
        Columns.of(body)
            .texts("title", "description", "notes", "category", "priority", "frequency", "anchor")
            .integer("interval", "rule_every")
            .integer("assigned_to", "assigned_to_id")
            .integers("contractor_id")
            .date("due_date", FIRST, LAST)
            .money("estimated_cost")
            .toJson();
    if (body.containsKey("weekdays")) {
      var weekdays = body.getJsonArray("weekdays");
      columns.put("rule_weekdays", weekdays == null ? null : Masks.ofWeekdays(weekdays));
    }
    if (body.containsKey("nth_weekday")) {
      var nth = body.getJsonObject("nth_weekday");
      columns.put("rule_nth", nth == null ? null : nth.getInteger("nth"));
      columns.put("rule_nth_weekday", nth == null ? null : Masks.weekday(nth.getString("weekday")));
    }
    if (body.containsKey("months")) {
      var months = body.getJsonArray("months");
      columns.put("rule_months", months == null ? null : Masks.ofMonths(months));
    }
    return columns;
  }

  /**
   * A date of the body.
   *
   * @throws Failure for one that no task can have
   */
  static LocalDate date(Arguments arguments, String field) {
    var date = Objects.requireNonNull(arguments.bodyDate(field), field);
    if (date.isBefore(FIRST) || date.isAfter(LAST)) {
      throw Failure.invalid("/" + field, "must be from " + FIRST + " to " + LAST);
    }
    return date;
  }

  /** As {@link #columns}, but a field that is absent takes its default. */
  static JsonObject replacement(JsonObject body) {
    return columns(defaults().mergeIn(body));
  }

  private static JsonObject defaults() {
    return new JsonObject()
        .putNull("description")
        .putNull("notes")
        .put("category", "general")
        .put("priority", "medium")
        .put("frequency", "once")
        .putNull("interval")
        .putNull("weekdays")
        .putNull("nth_weekday")
        .putNull("months")
        .put("anchor", "schedule")
        .putNull("due_date")
        .putNull("assigned_to")
        .putNull("contractor_id")
        .putNull("estimated_cost");
  }
}
