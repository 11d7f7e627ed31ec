package com.honeydue.oidc;

import java.util.Locale;

/** Whose identity tokens are taken. */
public enum Provider {
  /**
   * The app hands SHA-256 of its nonce, in hexadecimal, to Apple, which puts it into the token as
   * it is; only the app and we have the nonce itself.
   */
  APPLE,
  /** The nonce stands in the token as the app chose it. */
  GOOGLE;

  /** As the database holds it. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }
}
