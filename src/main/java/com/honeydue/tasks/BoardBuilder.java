package com.honeydue.tasks;

import com.honeydue.bus.Cursor;
import com.honeydue.bus.Fingerprint;
import com.honeydue.bus.Reply;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts the rows of the board's statement into columns. For one board and one thread. */
final class BoardBuilder {

  /** Most urgent first. The lookup table's ranks are the same; a test holds the two together. */
  static final List<String> PRIORITIES = List.of("urgent", "high", "medium", "low");

  private static final Comparator<Placed> OPEN =
      Comparator.comparing(Placed::due, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparingInt(Placed::urgency)
          .thenComparingLong(Placed::id);

  private static final Comparator<Placed> DONE =
      Comparator.comparing(Placed::finished).thenComparingLong(Placed::id).reversed();

  /** How many that are done a board shows; the others are read page by page. */
  static final int COMPLETED_SHOWN = 50;

  /** A home, and the last day that is soon there. */
  private record Place(Board.Home home, LocalDate soon) {}

  private record Placed(TaskCard card, @Nullable LocalDate due, int urgency) {

    long id() {
      return card.id();
    }

    Instant finished() {
      return card.completedAt() == null ? card.updatedAt() : card.completedAt();
    }
  }

  private final int days;
  private final Map<Long, Place> homes = new LinkedHashMap<>();
  private final Map<ColumnName, List<Placed>> columns = new EnumMap<>(ColumnName.class);
  private final Fingerprint fingerprint = new Fingerprint();

  /** How many tasks are done; null where the rows are not a whole board. */
  private @Nullable Integer done;

  BoardBuilder(int days) {
    this.days = days;
  }

  BoardBuilder add(List<BoardRow> rows) {
    rows.forEach(this::add);
    return this;
  }

  private void add(BoardRow row) {
    var place = homes.computeIfAbsent(row.residenceId(), id -> place(row));
    var card = row.card();
    if (card != null) {
      var column =
          ColumnName.of(
              card.cancelled(),
              card.completedAt() != null,
              card.inProgress(),
              row.due(),
              place.home().today(),
              place.soon());
      columns
          .computeIfAbsent(column, name -> new ArrayList<>())
          .add(new Placed(card, row.due(), PRIORITIES.indexOf(card.priority())));
    }
  }

  private Place place(BoardRow row) {
    if (row.done() != null) {
      done = row.done() + (done == null ? 0 : done);
    }
    return new Place(
        new Board.Home(row.residenceId(), row.role(), row.today()), row.today().plusDays(days));
  }

  /** Whether the caller belongs to any residence of the board. */
  boolean hasHome() {
    return !homes.isEmpty();
  }

  /** The board, tagged over all that it shows except its time. */
  Reply reply(Instant asOf, List<Long> deletedIds) {
    fingerprint.add(days);
    var covered = homes.values().stream().map(Place::home).toList();
    for (var home : covered) {
      fingerprint.add(home.id()).add(home.role()).add(home.today().toEpochDay());
    }
    var shown = new ArrayList<Board.Column>(columns.size());
    for (var name : ColumnName.values()) {
      shown.add(column(name));
    }
    fingerprint.add(deletedIds.size());
    deletedIds.forEach(fingerprint::add);
    var board = new Board(days, asOf, covered, List.copyOf(shown), deletedIds);
    return Reply.of(board).tagged(fingerprint.tag());
  }

  private Board.Column column(ColumnName name) {
    var placed = columns.getOrDefault(name, new ArrayList<>());
    boolean finished = name == ColumnName.COMPLETED || name == ColumnName.CANCELLED;
    placed.sort(finished ? DONE : OPEN);
    int count = name == ColumnName.COMPLETED && done != null ? done : placed.size();
    boolean more = count > placed.size() || (done != null && placed.size() > COMPLETED_SHOWN);
    boolean cut = name == ColumnName.COMPLETED && more;
    var shown = cut ? placed.subList(0, COMPLETED_SHOWN) : placed;
    fingerprint.add(count);
    var cards = new ArrayList<TaskCard>(shown.size());
    for (var place : shown) {
      fingerprint.add(place.id()).add(place.card().version());
      cards.add(place.card());
    }
    return new Board.Column(name.wireName(), count, cards, cut ? after(cards.getLast()) : null);
  }

  /** The cursor of what was done before this card. */
  static String after(TaskCard done) {
    return Cursor.after(Objects.requireNonNull(done.completedAt()), done.id());
  }
}
