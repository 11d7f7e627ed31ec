package com.honeydue.admin;

import com.honeydue.bus.Failure;
import com.honeydue.bus.Page;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A row that staff see. A statement returns none at all to whoever is no staff, and one without an
 * item when there is nothing to see.
 *
 * @param known whether what the list is about exists
 * @param item null when there is none
 */
record Seen<T>(boolean known, @Nullable T item) {

  /** Reads whether the subject is known, the item's id, which may be null, and the item. */
  static <T> Seen<T> of(Row row, Function<Row, T> item) {
    return new Seen<>(row.getBoolean(0), row.getLong(1) == null ? null : item.apply(row));
  }

  /**
   * The one item.
   *
   * @throws Failure if the caller is no staff or there is no such item
   */
  static <T> T one(List<Seen<T>> rows) {
    T item = asStaff(rows).getFirst().item();
    if (item == null) {
      throw Failure.notFound();
    }
    return item;
  }

  /**
   * A page of items.
   *
   * @throws Failure if the caller is no staff or what the list is about does not exist
   */
  static <T> Page<T> page(List<Seen<T>> rows, int limit, ToLongFunction<T> key) {
    if (!asStaff(rows).getFirst().known()) {
      throw Failure.notFound();
    }
    List<T> items = rows.stream().map(Seen::item).filter(Objects::nonNull).toList();
    return Page.of(items, limit, key);
  }

  private static <T> List<Seen<T>> asStaff(List<Seen<T>> rows) {
    if (rows.isEmpty()) {
      throw Failure.forbidden("staff_only", "Only staff may do this.");
    }
    return rows;
  }
}
