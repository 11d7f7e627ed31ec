package com.honeydue.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;

/** What the compact constructors of settings demand. The first argument is the component's name. */
final class Check {

  private Check() {}

  static void between(String name, long value, long least, long most) {
    demand(
        value >= least && value <= most,
        name,
        "must be between %d and %d, is %d".formatted(least, most, value));
  }

  static void between(String name, double value, double least, double most) {
    demand(
        value >= least && value <= most,
        name,
        "must be between %s and %s, is %s".formatted(least, most, value));
  }

  static void between(String name, Duration value, Duration least, Duration most) {
    demand(
        value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
        name,
        "must be between %s and %s, is %s"
            .formatted(Durations.text(least), Durations.text(most), Durations.text(value)));
  }

  static void notBlank(String name, String value) {
    demand(!value.isBlank(), name, "must not be empty");
  }

  /** The URL itself stays out of the message: it may carry a password. */
  static void url(String name, String value, String... schemes) {
    demand(
        isUrl(value, List.of(schemes)),
        name,
        "must be a URL like " + String.join("://host or ", schemes) + "://host");
  }

  static void urlOrEmpty(String name, String value, String... schemes) {
    if (!value.isEmpty()) {
      url(name, value, schemes);
    }
  }

  static void demand(boolean holds, String name, String reason) {
    if (!holds) {
      throw new InvalidSetting(name, reason);
    }
  }

  private static boolean isUrl(String value, List<String> schemes) {
    try {
      var uri = new URI(value);
      return uri.getScheme() != null && schemes.contains(uri.getScheme()) && uri.getHost() != null;
    } catch (URISyntaxException notAUrl) {
      return false;
    }
  }
}
