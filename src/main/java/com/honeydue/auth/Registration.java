package com.honeydue.auth;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Failure;
import java.time.DateTimeException;
import java.time.ZoneId;
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
   * @throws Failure {@code invalid} for a time zone that does not exist
   */
  static Registration from(Arguments arguments) {
    var body = arguments.body();
    return new Registration(
        arguments.bodyText("username"),
        arguments.bodyText("email"),
        arguments.bodyText("password"),
        body.getString("first_name", ""),
        body.getString("last_name", ""),
        timeZone(body.getString("time_zone", "UTC")),
        body.getString("locale", "en"),
        body.getString("device_name"));
  }

  /** Names of regions only: an offset knows no daylight saving. */
  private static String timeZone(String name) {
    boolean known = name.equals("UTC");
    if (name.indexOf('/') > 0) {
      try {
        known = ZoneId.of(name).getId().equals(name);
      } catch (DateTimeException unknown) {
        known = false;
      }
    }
    if (!known) {
      throw Failure.invalid("/time_zone", "is not the name of a time zone");
    }
    return name;
  }

  @Override
  public String toString() {
    return "Registration";
  }
}
