package com.honeydue.auth;

import com.honeydue.bus.Failure;
import com.honeydue.bus.FieldError;
import com.nulabinc.zxcvbn.StandardDictionaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The passwords that are tried first: the 30,000 most frequent of those that have leaked, from
 * zxcvbn's dictionary. Read once, when the class is loaded; immutable.
 */
final class CommonPasswords {

  private static final Set<String> ALL = read();

  private CommonPasswords() {}

  /** How many there are. */
  static int size() {
    return ALL.size();
  }

  /**
   * {@code password}, if it is not among them whatever its case.
   *
   * @param pointer the field it came in
   * @throws Failure {@code common_password}
   */
  static String refuse(String pointer, String password) {
    if (ALL.contains(password.toLowerCase(Locale.ROOT))) {
      throw Failure.of(
              Failure.Kind.INVALID,
              "common_password",
              "This password is among those that are tried first.")
          .errors(List.of(new FieldError(pointer, "is a common password")));
    }
    return password;
  }

  private static Set<String> read() {
    try {
      return Set.copyOf(StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
