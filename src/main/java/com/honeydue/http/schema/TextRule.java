package com.honeydue.http.schema;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a string. Lengths count Unicode characters, as JSON Schema does. U+0000 and lone
 * surrogates are refused in every string: PostgreSQL stores neither.
 */
record TextRule(int minLength, int maxLength, @Nullable Pattern pattern, @Nullable Format format) {

  /**
   * Whether {@code value} is of the right type, which any string is; what is wrong goes to {@code
   * errors}.
   */
  boolean check(String value, Errors errors) {
    int length = characters(value);
    if (length < 0) {
      errors.add("must not contain U+0000 or half a surrogate pair");
    } else if (length < minLength) {
      errors.add(
          minLength == 1 ? "must not be empty" : "must have at least " + minLength + " characters");
    } else if (length > maxLength) {
      errors.add(
          "must have at most " + maxLength + (maxLength == 1 ? " character" : " characters"));
    } else if (format != null && !format.matches(value)) {
      errors.add(format.message());
    } else if (pattern != null && !pattern.matcher(value).find()) {
      errors.add("must match " + pattern.pattern());
    }
    return true;
  }

  /** The number of Unicode characters; -1 if {@code value} can not be stored. */
  static int characters(String value) {
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
