package com.honeydue.notifications;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Failure;
import com.honeydue.bus.TimeZones;
import com.honeydue.db.Columns;
import io.vertx.core.json.JsonObject;

/**
 * A PATCH of what somebody wants to be told.
 *
 * @param columns that change, of {@code notifications_notificationpreference}
 * @param channels by type, those that change
 * @param profile columns that change, of {@code user_userprofile}
 */
record ChoiceChange(JsonObject columns, JsonObject channels, JsonObject profile) {

  /**
   * Reads the body.
   *
   * @throws Failure {@code invalid} for a time zone that does not exist, or quiet hours that never
   *     end
   */
  static ChoiceChange from(Arguments arguments) {
    var body = arguments.body();
    if (body.containsKey("time_zone")) {
      var unused = TimeZones.known(arguments.bodyText("time_zone"));
    }
    var columns = Columns.of(body).integers("digest_hour").toJson();
    if (body.containsKey("quiet_hours")) {
      var quiet = body.getJsonObject("quiet_hours");
      String from = quiet == null ? null : quiet.getString("from");
      String until = quiet == null ? null : quiet.getString("until");
      if (from != null && from.equals(until)) {
        throw Failure.invalid("/quiet_hours/until", "must be another time than they begin at");
      }
      columns.put("quiet_from", from).put("quiet_until", until);
    }
    return new ChoiceChange(
        columns,
        body.getJsonObject("channels", new JsonObject()),
        Columns.of(body).texts("time_zone", "locale").toJson());
  }
}
