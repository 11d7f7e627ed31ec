package com.honeydue.tasks;

import com.honeydue.bus.Money;
import io.vertx.sqlclient.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which columns make a completion, and how they are read. Stateless. */
final class CompletionRows {

  /** The columns of a {@code task_taskcompletion c}. */
  static final String COMPLETION =
      """
      c.id, c.task_id, c.occurrence, c.performed_at, c.completed_by_id, c.cost_minor, c.cost_currency, c.rating, c.notes,
      c.version, c.created_at, c.residence_id, c.contractor_id, c.photo_ids, c.created_by_id\
      """;

  private CompletionRows() {}

  /** The places in a list that a statement objects to; none where it says nothing of it. */
  static List<Long> places(Row row, int at) {
    Long[] places = row.getArrayOfLongs(at);
    return places == null ? List.of() : List.of(places);
  }

  /** The completion whose columns begin at {@code at}; null where an outer join found none. */
  static @Nullable Completion completion(Row row, int at) {
    Long id = row.getLong(at);
    if (id == null) {
      return null;
    }
    return new Completion(
        id,
        row.getLong(at + 1),
        row.getLong(at + 11),
        row.getLocalDate(at + 2),
        row.getOffsetDateTime(at + 3).toInstant(),
        row.getLong(at + 4),
        row.getLong(at + 12),
        Money.ofColumns(row.getLong(at + 5), row.getString(at + 6)),
        row.getInteger(at + 7),
        row.getString(at + 8),
        List.of(row.getArrayOfLongs(at + 13)),
        row.getLong(at + 14),
        row.getLong(at + 9),
        row.getOffsetDateTime(at + 10).toInstant());
  }
}
