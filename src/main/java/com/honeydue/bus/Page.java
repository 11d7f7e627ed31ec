package com.honeydue.bus;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items at most as many as were asked for
 * @param nextCursor where the next page begins; null on the last
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

  public Page {
    items = List.copyOf(items);
  }

  /**
   * The page at the head of {@code found}, which holds one row more than {@code limit} where there
   * is a next page.
   *
   * @param key the key that the list is ordered by
   */
  public static <T> Page<T> of(List<T> found, int limit, ToLongFunction<T> key) {
    return cut(found, limit, last -> Cursor.after(key.applyAsLong(last)));
  }

  /**
   * The same.
   *
   * @param cursor the cursor of the page that follows a row
   */
  public static <T> Page<T> cut(List<T> found, int limit, Function<T, String> cursor) {
    if (found.size() <= limit) {
      return new Page<>(found, null);
    }
    var items = found.subList(0, limit);
    return new Page<>(items, cursor.apply(items.getLast()));
  }
}
