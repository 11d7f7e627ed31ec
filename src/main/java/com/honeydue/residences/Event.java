package com.honeydue.residences;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody did in a residence.
 *
 * @param actor who did it; null for an account that is gone
 * @param action a word such as {@code joined} or {@code task_completed}
 * @param person whom it was done to
 * @param role the role that was given
 * @param task the task it was about, by the title of its time
 * @param contractor the contractor it was about, by the name of its time
 * @param document the document it was about, by the title of its time
 * @param files how many files are gone
 */
record Event(
    long id,
    Instant at,
    @Nullable Actor actor,
    String action,
    @Nullable Actor person,
    @Nullable String role,
    @Nullable AboutTask task,
    @Nullable AboutContractor contractor,
    @Nullable AboutDocument document,
    @Nullable Integer files) {

  /** Somebody, by name. */
  record Actor(long id, String username, String firstName, String lastName) {

    private static @Nullable Actor of(Row row, int at) {
      return row.getValue(at) == null
          ? null
          : new Actor(
              row.getLong(at), row.getString(at + 1), row.getString(at + 2), row.getString(at + 3));
    }
  }

  /**
   * A task, which may be gone.
   *
   * @param occurrence the due date that was open
   * @param completionId the completion it was about
   */
  record AboutTask(
      long id, String title, @Nullable LocalDate occurrence, @Nullable Long completionId) {}

  /** A contractor, which may be gone. */
  record AboutContractor(long id, String name) {}

  /** A document, which may be gone. */
  record AboutDocument(long id, String title) {}

  /**
   * What {@link #of} reads, of an event {@code e}, its actor {@code a} and its person {@code p}.
   */
  static final String COLUMNS =
      """
      e.id, e.at, e.action, e.role, e.task_id, e.task_title, e.occurrence, e.completion_id,
      a.id, a.username, a.first_name, a.last_name, p.id, p.username, p.first_name, p.last_name,
      e.contractor_id, e.contractor_name, e.document_id, e.document_title, e.files\
      """;

  /**
   * Reads {@link #COLUMNS}, the first of them at {@code at}; null where an outer join found none.
   */
  static @Nullable Event of(Row row, int at) {
    if (row.getValue(at) == null) {
      return null;
    }
    return new Event(
        row.getLong(at),
        row.getOffsetDateTime(at + 1).toInstant(),
        Actor.of(row, at + 8),
        row.getString(at + 2),
        Actor.of(row, at + 12),
        row.getString(at + 3),
        row.getValue(at + 4) == null
            ? null
            : new AboutTask(
                row.getLong(at + 4),
                row.getString(at + 5),
                row.getLocalDate(at + 6),
                row.getLong(at + 7)),
        row.getValue(at + 16) == null
            ? null
            : new AboutContractor(row.getLong(at + 16), row.getString(at + 17)),
        row.getValue(at + 18) == null
            ? null
            : new AboutDocument(row.getLong(at + 18), row.getString(at + 19)),
        row.getInteger(at + 20));
  }
}
