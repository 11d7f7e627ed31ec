package com.honeydue.http.schema;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The string formats that are asserted; any other is a remark for the reader of the contract. */
enum Format {
  /** RFC 3339 {@code full-date}: a day that exists. */
  DATE("must be a date such as 2026-05-31") {
    @Override
    boolean matches(String value) {
      return value.length() == 10 && isDate(value);
    }
  },
  /** RFC 3339 {@code date-time}: an instant, with its offset. */
  DATE_TIME("must be a time with its offset, such as 2026-05-31T08:30:00Z") {
    @Override
    boolean matches(String value) {
      // Digits where RFC 3339 has them; java.time also takes shorter forms and years of more
      // digits.
      if (value.length() < 20 || value.length() > 35 || !isDate(value) || !isTime(value)) {
        return false;
      }
      try {
        OffsetDateTime.parse(value);
        return true;
      } catch (DateTimeException notATime) {
        return false;
      }
    }
  },
  /**
   * An address as people have them (a subset of RFC 5321): quoted parts and address literals are
   * refused.
   */
  EMAIL("must be an e-mail address") {
    @Override
    boolean matches(String value) {
      return EmailAddress.isOne(value);
    }
  },
  /** RFC 9562, in either case. */
  UUID("must be a UUID") {
    @Override
    boolean matches(String value) {
      if (value.length() != 36) {
        return false;
      }
      for (int i = 0; i < 36; i++) {
        char c = value.charAt(i);
        boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? c != '-' : Character.digit(c, 16) < 0 || c > 'f') {
          return false;
        }
      }
      return true;
    }
  };

  private final String message;

  Format(String message) {
    this.message = message;
  }

  abstract boolean matches(String value);

  String message() {
    return message;
  }

  /** The format {@code name}; {@code null} for one that is not asserted. */
  static @Nullable Format named(@Nullable String name) {
    if (name == null) {
      return null;
    }
    String constant = name.toUpperCase(Locale.ROOT).replace('-', '_');
    for (Format format : values()) {
      if (format.name().equals(constant)) {
        return format;
      }
    }
    return null;
  }

  /** Whether {@code value} begins with an existing day as {@code YYYY-MM-DD}. */
  private static boolean isDate(String value) {
    int year = digits(value, 0, 4);
    int month = digits(value, 5, 2);
    int day = digits(value, 8, 2);
    if (year < 0
        || month < 1
        || month > 12
        || day < 1
        || value.charAt(4) != '-'
        || value.charAt(7) != '-') {
      return false;
    }
    return day <= 28 || day <= LocalDate.of(year, month, 1).lengthOfMonth();
  }

  /** Whether {@code Thh:mm:ss} stands after the date; java.time looks at the rest. */
  private static boolean isTime(String value) {
    return (value.charAt(10) | 0x20) == 't'
        && digits(value, 11, 2) >= 0
        && value.charAt(13) == ':'
        && digits(value, 14, 2) >= 0
        && value.charAt(16) == ':'
        && digits(value, 17, 2) >= 0;
  }

  /** The number that the {@code count} digits at {@code from} are; -1 if they are none. */
  private static int digits(String value, int from, int count) {
    int number = 0;
    for (int i = from; i < from + count; i++) {
      int digit = value.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
