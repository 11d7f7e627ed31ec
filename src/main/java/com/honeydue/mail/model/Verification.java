package com.honeydue.mail.model;

import java.time.Duration;

/**
 * The code that shows that mails to an address are read.
 *
 * @param code six digits
 * @param validFor how long it can be used
 */
public record Verification(String code, Duration validFor) implements Letter {

  public Verification {
    Digits.requireSix(code);
  }

  /** Without the code. */
  @Override
  public String toString() {
    return template();
  }
}
