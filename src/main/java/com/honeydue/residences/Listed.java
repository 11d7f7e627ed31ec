package com.honeydue.residences;

import com.honeydue.bus.Failure;
import com.honeydue.bus.Page;
import com.honeydue.db.TierLimit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row of a list that belongs to one residence. Whoever belongs there gets at least one, so that
 * an empty list is told from one that is not theirs.
 *
 * @param status {@code done}, or a word of {@link Refusal}
 * @param key what the list is ordered by
 * @param item null where the list is empty
 */
record Listed<T>(String status, @Nullable Long key, @Nullable T item) {

  /**
   * The page at the head of {@code found}.
   *
   * @throws Failure when the caller may not read the list
   */
  static <T> Page<T> page(List<Listed<T>> found, int limit) {
    if (found.isEmpty()) {
      throw Failure.notFound();
    }
    if (!found.getFirst().status().equals("done")) {
      throw Refusal.of(found.getFirst().status(), TierLimit.NONE);
    }
    var rows = found.stream().filter(row -> row.item() != null).toList();
    var page = Page.of(rows, limit, row -> Objects.requireNonNull(row.key()));
    return new Page<>(
        page.items().stream().map(row -> Objects.requireNonNull(row.item())).toList(),
        page.nextCursor());
  }
}
