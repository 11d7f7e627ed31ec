package com.honeydue.admin;

import com.honeydue.bus.Versioned;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A template of tasks.
 *
 * @param interval the n of an "every n" frequency
 * @param keywords more words that people look for
 * @param active whether it is offered
 * @param tasks how many tasks were made of it
 */
record AdminTemplate(
    long id,
    String code,
    String title,
    String description,
    String category,
    String priority,
    String frequency,
    @Nullable Integer interval,
    String keywords,
    boolean active,
    long tasks,
    long version,
    Instant updatedAt)
    implements Versioned {

  /** Of {@code task_tasktemplate e}. */
  static final String COLUMNS =
      """
      e.id, e.code, e.title, e.description, e.category, e.priority, e.frequency, e.rule_every, e.keywords, e.active,
                  (select count(*) from task_task t where t.template_id = e.id) as tasks, e.version, e.updated_at\
      """;

  /** Reads {@link #COLUMNS} behind one column; null where there is none. */
  static @Nullable AdminTemplate ofRow(Row row) {
    return row.getLong(1) == null ? null : of(row);
  }

  /** The same where there is one. */
  static AdminTemplate of(Row row) {
    return new AdminTemplate(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getInteger(8),
        row.getString(9),
        row.getBoolean(10),
        row.getLong(11),
        row.getLong(12),
        row.getOffsetDateTime(13).toInstant());
  }
}
