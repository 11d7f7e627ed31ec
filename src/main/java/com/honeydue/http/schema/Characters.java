package com.honeydue.http.schema;

/**
 * Counts the characters of a string as JSON Schema does, and finds those that can not be stored.
 */
public final class Characters {

  /** What is wrong with a string that has no count: PostgreSQL's text can not hold it. */
  public static final String UNSTORABLE = "must not contain U+0000 or half a surrogate pair";

  private Characters() {}

  /** The number of Unicode characters; -1 if {@code value} can not be stored. */
  public static int count(String value) {
    int length = value.length();
    int characters = length;
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c == 0) {
        return -1;
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == length
            || !Character.isLowSurrogate(value.charAt(i + 1))) {
          return -1;
        }
        i++;
        characters--;
      }
    }
    return characters;
  }
}
