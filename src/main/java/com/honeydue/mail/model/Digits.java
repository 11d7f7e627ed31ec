package com.honeydue.mail.model;

/** The form of a mailed code. */
final class Digits {

  private Digits() {}

  /** The code itself stays out of the message. */
  static void requireSix(String code) {
    if (!code.matches("[0-9]{6}")) {
      throw new IllegalArgumentException("a code has six digits");
    }
  }
}
