package com.honeydue.http.schema;

import org.jspecify.annotations.Nullable;

/**
 * {@code oneOf: [X, {type: 'null'}]}, how a contract says that a referenced schema may be null.
 * Compiled, it names the field inside X that is wrong; a validator of {@code oneOf} can only say
 * that no alternative fits.
 */
record NullableCheck(Check other) implements Check {

  @Override
  public void check(@Nullable Object value, Errors errors) {
    if (value != null) {
      other.check(value, errors);
    }
  }
}
