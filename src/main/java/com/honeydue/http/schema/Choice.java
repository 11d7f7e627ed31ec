package com.honeydue.http.schema;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code enum} and {@code const}: the values there are.
 *
 * @param values in the order of the schema, as an error lists them
 * @param lookup the same with numbers as decimals, so that 1 and 1.0 are one value
 */
record Choice(List<?> values, Set<@Nullable Object> lookup) {

  static Choice of(List<?> values) {
    Set<@Nullable Object> lookup = new HashSet<>();
    values.forEach(value -> lookup.add(comparable(value)));
    return new Choice(values, lookup);
  }

  void check(@Nullable Object value, Errors errors) {
    if (!lookup.contains(comparable(value))) {
      errors.add(
          values.stream()
              .map(String::valueOf)
              .collect(Collectors.joining(", ", "must be one of: ", "")));
    }
  }

  /** Equal for equal JSON values. */
  static @Nullable Object comparable(@Nullable Object value) {
    return value instanceof Number number ? NumberRule.decimal(number).stripTrailingZeros() : value;
  }
}
