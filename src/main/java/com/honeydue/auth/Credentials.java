package com.honeydue.auth;

import com.honeydue.bus.Arguments;
import org.jspecify.annotations.Nullable;

/**
 * What login takes.
 *
 * @param username a user name or an e-mail address
 * @param deviceName what the list of sessions is to call this device
 */
record Credentials(String username, String password, @Nullable String deviceName) {

  static Credentials from(Arguments arguments) {
    return new Credentials(
        arguments.bodyText("username").strip(),
        arguments.bodyText("password"),
        arguments.body().getString("device_name"));
  }

  @Override
  public String toString() {
    return "Credentials";
  }
}
