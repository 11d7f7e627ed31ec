package com.honeydue.mail;

import java.util.regex.Pattern;

/** Text that people typed, made fit for one line of a mail. Stateless. */
final class UserText {

  /** Longer than any sensible name; what is longer fills other people's mails with its author's. */
  private static final int LONGEST = 120;

  /** Line ends in all their forms, other control characters, and what turns the direction round. */
  private static final Pattern UNFIT =
      Pattern.compile(
          "[\\p{Cc}\\u2028\\u2029\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]+");

  private UserText() {}

  /** On one line, without control characters or halves of characters. */
  static String line(String text) {
    String fit = UNFIT.matcher(text).replaceAll(" ").strip();
    return isWhole(fit) ? fit : whole(fit);
  }

  /** The same, cut where a name ends that is too long. */
  static String name(String text) {
    String line = line(text);
    if (line.codePointCount(0, line.length()) <= LONGEST) {
      return line;
    }
    return line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)).stripTrailing() + "…";
  }

  private static boolean isWhole(String text) {
    return text.codePoints().noneMatch(UserText::isHalf);
  }

  private static String whole(String text) {
    return text.codePoints()
        .map(point -> isHalf(point) ? 0xFFFD : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isHalf(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }
}
