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
    int length = Characters.count(value);
    if (length < 0) {
      errors.add(Characters.UNSTORABLE);
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
}
