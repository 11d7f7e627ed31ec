package com.honeydue.auth;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.TimeZones;
import org.jspecify.annotations.Nullable;

/** What signing in with an identity token takes. The names are for a new account alone. */
record IdentityCredentials(
    String token,
    String nonce,
    @Nullable String firstName,
    @Nullable String lastName,
    String timeZone,
    String locale,
    @Nullable String deviceName) {

  /**
   * Reads the body.
   *
   * @throws com.honeydue.bus.Failure {@code invalid} for a time zone that does not exist
   */
  static IdentityCredentials from(Arguments arguments) {
    var body = arguments.body();
    return new IdentityCredentials(
        arguments.bodyText("identity_token"),
        arguments.bodyText("nonce"),
        body.getString("first_name"),
        body.getString("last_name"),
        TimeZones.known(body.getString("time_zone", "UTC")),
        body.getString("locale", "en"),
        body.getString("device_name"));
  }

  @Override
  public String toString() {
    return "IdentityCredentials";
  }
}
