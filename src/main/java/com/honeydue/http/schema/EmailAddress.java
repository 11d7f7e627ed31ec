package com.honeydue.http.schema;

/** What counts as an e-mail address: {@code local@domain.tld} with the lengths of RFC 5321. */
final class EmailAddress {

  private static final String LOCAL_MARKS = "!#$%&'*+/=?^_`{|}~-.";

  private EmailAddress() {}

  static boolean isOne(String value) {
    int at = value.lastIndexOf('@');
    return value.length() <= 254
        && at >= 1
        && at <= 64
        && isLocalPart(value, at)
        && isDomain(value, at + 1);
  }

  private static boolean isLocalPart(String value, int end) {
    if (value.charAt(0) == '.' || value.charAt(end - 1) == '.') {
      return false;
    }
    for (int i = 0; i < end; i++) {
      char c = value.charAt(i);
      // Letters beyond ASCII are RFC 6531.
      if (!Character.isLetterOrDigit(c) && LOCAL_MARKS.indexOf(c) < 0) {
        return false;
      }
      if (c == '.' && value.charAt(i - 1) == '.') {
        return false;
      }
    }
    return true;
  }

  private static boolean isDomain(String value, int from) {
    int labels = 0;
    int start = from;
    for (int i = from; i <= value.length(); i++) {
      if (i == value.length() || value.charAt(i) == '.') {
        int length = i - start;
        if (length < 1 || length > 63 || value.charAt(start) == '-' || value.charAt(i - 1) == '-') {
          return false;
        }
        labels++;
        start = i + 1;
      } else if (!Character.isLetterOrDigit(value.charAt(i)) && value.charAt(i) != '-') {
        return false;
      }
    }
    return labels >= 2;
  }
}
