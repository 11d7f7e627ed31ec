package com.honeydue.http.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of an array. */
record ArrayRule(@Nullable Check items, int minItems, int maxItems, boolean unique) {

  /**
   * Whether {@code values} is of the right type, which any list is; what is wrong goes to {@code
   * errors}.
   */
  boolean check(List<?> values, Errors errors) {
    int size = values.size();
    if (size < minItems) {
      errors.add("must have at least " + minItems + (minItems == 1 ? " item" : " items"));
    } else if (size > maxItems) {
      // Nothing is said of the items: there may be very many of them.
      errors.add("must have at most " + maxItems + (maxItems == 1 ? " item" : " items"));
      return true;
    }
    if (items != null) {
      for (int i = 0; i < size; i++) {
        errors.enter(i);
        items.check(values.get(i), errors);
        errors.leave();
      }
    }
    if (unique && distinct(values) != size) {
      errors.add("must not have an item twice");
    }
    return true;
  }

  private static long distinct(List<?> values) {
    return values.stream().map(Choice::comparable).distinct().count();
  }
}
