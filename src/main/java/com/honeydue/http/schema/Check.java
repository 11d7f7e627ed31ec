package com.honeydue.http.schema;

import org.jspecify.annotations.Nullable;

/**
 * A compiled schema. Values are what a JSON parser yields: {@code null}, {@link Boolean}, {@link
 * Integer}, {@link Long}, {@link java.math.BigInteger}, {@link Double}, {@link String}, {@link
 * java.util.List} and {@link java.util.Map}.
 */
public sealed interface Check permits TypedCheck, NullableCheck, ComposedCheck {

  /** Adds to {@code errors} whatever is wrong with {@code value}; nothing if it is valid. */
  void check(@Nullable Object value, Errors errors);
}
