package com.honeydue.residences;

import io.vertx.sqlclient.Row;

/** How many cards the columns of the board have. */
record ColumnCounts(
    int overdue, int dueSoon, int inProgress, int upcoming, int completed, int cancelled) {

  /** What {@link #of} reads, of rows that have a column's name as {@code c.name}. */
  static final String COUNTS =
      """
      count(*) filter (where c.name = 'overdue'), count(*) filter (where c.name = 'due_soon'),
      count(*) filter (where c.name = 'in_progress'), count(*) filter (where c.name = 'upcoming'),
      count(*) filter (where c.name = 'completed'), count(*) filter (where c.name = 'cancelled')\
      """;

  /**
   * The column of each task of a residence {@code home} on its day {@code home.today}; the
   * statement says which parameter holds the days that are soon. The board decides the same in
   * Java; a test holds the two together.
   */
  static String names(String days) {
    return """
    select
      case
        when t.cancelled then 'cancelled'
        when t.completed_at is not null then 'completed'
        when t.in_progress then 'in_progress'
        when coalesce(t.snoozed_until, t.next_due_date) < home.today then 'overdue'
        when coalesce(t.snoozed_until, t.next_due_date) <= home.today + %s::integer then 'due_soon'
        else 'upcoming'
      end as name
    from task_task t
    where t.residence_id = home.residence_id and not t.archived\
    """
        .formatted(days);
  }

  /** Reads {@link #COUNTS}, the first of them at {@code at}. */
  static ColumnCounts of(Row row, int at) {
    return new ColumnCounts(
        row.getInteger(at),
        row.getInteger(at + 1),
        row.getInteger(at + 2),
        row.getInteger(at + 3),
        row.getInteger(at + 4),
        row.getInteger(at + 5));
  }

  int total() {
    return overdue + dueSoon + inProgress + upcoming + completed + cancelled;
  }
}
