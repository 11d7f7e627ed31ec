package com.honeydue.config;

import java.util.regex.Pattern;

/** Text that may hold a secret, made safe to print. */
final class Masked {

  static final String MASK = "********";

  /**
   * Up to the very last {@code @}: a password that was not escaped may hold one itself, or a slash.
   */
  private static final Pattern PASSWORD_IN_URL =
      Pattern.compile("://([^/:@]*):.*@", Pattern.DOTALL);

  private static final Pattern PASSWORD_IN_QUERY =
      Pattern.compile("(?i)([?&][^=&]*(?:password|secret|token|key)[^=&]*=)[^&#]*");

  private Masked() {}

  /** A URL without the passwords in it. Any other text is returned as it is. */
  static String url(String text) {
    if (!text.contains("://")) {
      return text;
    }
    String userless = PASSWORD_IN_URL.matcher(text).replaceAll("://$1:" + MASK + "@");
    return PASSWORD_IN_QUERY.matcher(userless).replaceAll("$1" + MASK);
  }
}
