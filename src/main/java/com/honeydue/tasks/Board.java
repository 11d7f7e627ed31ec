package com.honeydue.tasks;

import com.honeydue.bus.Scope;
import com.honeydue.bus.Scoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The board.
 *
 * @param days a task is due soon when it is due within this many days from today
 * @param asOf what to pass as {@code updated_since} next time
 * @param residences those that the board covers
 * @param columns all six, in their order
 * @param deletedIds tasks that left the board since {@code updated_since}
 */
public record Board(
    int days, Instant asOf, List<Home> residences, List<Column> columns, List<Long> deletedIds)
    implements Scoped {

  @Override
  public Collection<Scope> scopes() {
    return residences.stream().map(home -> Scope.residence(home.id())).toList();
  }

  /**
   * A residence on the board.
   *
   * @param role what the caller is there
   * @param today the day it is there
   */
  public record Home(long id, String role, LocalDate today) {}

  /**
   * A column.
   *
   * @param count how many tasks it has
   * @param nextCursor where those go on that are not shown here; null where all are
   */
  public record Column(String name, int count, List<TaskCard> tasks, @Nullable String nextCursor) {}
}
