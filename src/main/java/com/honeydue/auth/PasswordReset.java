package com.honeydue.auth;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Failure;

/** What resetPassword takes. */
record PasswordReset(String resetToken, String newPassword) {

  /**
   * Reads the body.
   *
   * @throws Failure for a new password that is a common one
   */
  static PasswordReset from(Arguments arguments) {
    return new PasswordReset(
        arguments.bodyText("reset_token"),
        CommonPasswords.refuse("/new_password", arguments.bodyText("new_password")));
  }

  @Override
  public String toString() {
    return "PasswordReset";
  }
}
