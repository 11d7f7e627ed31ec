package com.honeydue.http;

import java.time.LocalDate;

/** Puts decimal numbers into a text of fixed places, in ASCII. Stateless. */
final class Digits {

  private static final byte[] PAIRS = new byte[200];

  static {
    for (int pair = 0; pair < 100; pair++) {
      PAIRS[2 * pair] = (byte) ('0' + pair / 10);
      PAIRS[2 * pair + 1] = (byte) ('0' + pair % 10);
    }
  }

  private Digits() {}

  /** {@code day} as {@code 2026-05-31} into the first ten places; years 0 to 9999. */
  static void day(byte[] text, LocalDate day) {
    pair(text, 0, day.getYear() / 100);
    pair(text, 2, day.getYear() % 100);
    text[4] = '-';
    pair(text, 5, day.getMonthValue());
    text[7] = '-';
    pair(text, 8, day.getDayOfMonth());
  }

  /** A number below 100 into two places. */
  static void pair(byte[] text, int from, int number) {
    text[from] = PAIRS[2 * number];
    text[from + 1] = PAIRS[2 * number + 1];
  }

  /** A number into {@code count} places. */
  static void put(byte[] text, int from, int count, int number) {
    int rest = number;
    for (int i = from + count - 1; i >= from; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
