package com.honeydue.auth;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Failure;

/** What changePassword takes. */
record PasswordChange(String oldPassword, String newPassword) {

  /**
   * Reads the body.
   *
   * @throws Failure for a new password that is a common one
   */
  static PasswordChange from(Arguments arguments) {
    return new PasswordChange(
        arguments.bodyText("old_password"),
        CommonPasswords.refuse("/new_password", arguments.bodyText("new_password")));
  }

  @Override
  public String toString() {
    return "PasswordChange";
  }
}
