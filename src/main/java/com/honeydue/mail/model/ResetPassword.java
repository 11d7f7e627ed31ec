package com.honeydue.mail.model;

import java.time.Duration;

/**
 * The code with which a forgotten password is replaced.
 *
 * @param code six digits
 * @param validFor how long it can be used
 */
public record ResetPassword(String code, Duration validFor) implements Letter {

  public ResetPassword {
    Digits.requireSix(code);
  }

  /** Without the code. */
  @Override
  public String toString() {
    return template();
  }
}
