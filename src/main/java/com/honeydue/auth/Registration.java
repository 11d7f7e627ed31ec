package com.honeydue.auth;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Failure;
import com.honeydue.bus.TimeZones;
import org.jspecify.annotations.Nullable;

/** What register takes. */
record Registration(
    String username,
    String email,
    String password,
    String firstName,
    String lastName,
    String timeZone,
    String locale,
    @Nullable String deviceName) {

  /**
   * Reads the body.
   *
   * @throws Failure {@code invalid} for a time zone that does not exist or a common password
   */
  static Registration from(Arguments arguments) {
    var body = arguments.body();
    return new Registration(
        arguments.bodyText("username"),
        arguments.bodyText("email"),
        CommonPasswords.refuse("/password", arguments.bodyText("password")),
        body.getString("first_name", ""),
        body.getString("last_name", ""),
        TimeZones.known(body.getString("time_zone", "UTC")),
        body.getString("locale", "en"),
        body.getString("device_name"));
  }

  @Override
  public String toString() {
    return "Registration";
  }
}
