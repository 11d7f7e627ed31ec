package com.honeydue.auth;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Failure;
import com.honeydue.bus.TimeZones;
import com.honeydue.db.Columns;
import io.vertx.core.json.JsonObject;

/**
 * A PATCH of the caller's profile.
 *
 * @param columns what changes, of {@code auth_user} and {@code user_userprofile}; a column that is
 *     absent stays
 */
record ProfileChange(JsonObject columns) {

  /**
   * Reads the body.
   *
   * @throws Failure {@code invalid} for a time zone that does not exist
   */
  static ProfileChange from(Arguments arguments) {
    var body = arguments.body();
    if (body.containsKey("time_zone")) {
      var unused = TimeZones.known(arguments.bodyText("time_zone"));
    }
    return new ProfileChange(
        Columns.of(body)
            .texts("email", "first_name", "last_name", "time_zone", "locale")
            .integers("avatar_upload_id")
            .toJson());
  }

  /** Whether there is an e-mail address in it, be it another one or not. */
  boolean namesAddress() {
    return columns.containsKey("email");
  }

  @Override
  public String toString() {
    return "ProfileChange" + columns.fieldNames();
  }
}
