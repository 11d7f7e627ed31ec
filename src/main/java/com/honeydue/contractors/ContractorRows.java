package com.honeydue.contractors;

import io.vertx.sqlclient.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which columns make a contractor, and how they are read. Stateless. */
final class ContractorRows {

  /** The columns of a {@code contractor_contractor c}, seen by the user $1. */
  static final String COLUMNS =
      """
      c.id, c.residence_id, c.name, c.company, c.phone, c.email, c.website, c.address, c.specialties, c.notes,
      round(c.rating_sum::numeric / nullif(c.rating_count, 0), 1)::float8, c.rating_count, c.completion_count,
      exists (select from contractor_favorite f where f.user_id = $1 and f.contractor_id = c.id), c.created_by_id, c.version,
      c.created_at, c.updated_at, c.read_only\
      """;

  /** How many columns these are. */
  static final int WIDTH = 19;

  /**
   * The homes whose completions name a {@code contractor_contractor c}: they change what it shows.
   */
  static final String RESIDENCES =
      """
      array(select distinct k.residence_id from task_taskcompletion k where k.contractor_id = c.id)\
      """;

  private ContractorRows() {}

  /** The contractor whose columns begin at {@code at}; null where an outer join found none. */
  static @Nullable Contractor contractor(Row row, int at) {
    return row.getValue(at) == null ? null : contractor(row, at, row.getBoolean(at + 13));
  }

  /** The same, where a statement knows better than its snapshot whether it is a favourite. */
  static Contractor contractor(Row row, int at, boolean favorite) {
    return new Contractor(
        row.getLong(at),
        row.getLong(at + 1),
        row.getString(at + 2),
        row.getString(at + 3),
        row.getString(at + 4),
        row.getString(at + 5),
        row.getString(at + 6),
        row.getString(at + 7),
        List.of(row.getArrayOfStrings(at + 8)),
        row.getString(at + 9),
        row.getDouble(at + 10),
        row.getInteger(at + 11),
        row.getInteger(at + 12),
        favorite,
        row.getBoolean(at + 18),
        row.getLong(at + 14),
        row.getLong(at + 15),
        row.getOffsetDateTime(at + 16).toInstant(),
        row.getOffsetDateTime(at + 17).toInstant());
  }

  static List<Long> residences(Row row, int at) {
    Long[] ids = row.getArrayOfLongs(at);
    return ids == null ? List.of() : List.of(ids);
  }
}
