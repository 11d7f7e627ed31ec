package com.honeydue.tasks;

import com.honeydue.bus.Cursor;
import com.honeydue.bus.Fingerprint;
import com.honeydue.bus.Reply;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Puts the rows of the board's statement into columns. For one board and one thread. */
final class BoardBuilder {

  /** Most urgent first. The lookup table's ranks are the same; a test holds the two together. */
  static final List<String> PRIORITIES = List.of("urgent", "high", "medium", "low");

  /** Open: by due date, then by urgency, then by id. */
  private static final Comparator<Placed> OPEN =
      Comparator.comparingLong(Placed::rank).thenComparingLong(Placed::id);

  /** Done: the latest first. */
  private static final Comparator<Placed> DONE = OPEN.reversed();

  /** After every day there is. */
  private static final long NEVER = LocalDate.MAX.toEpochDay() + 1;

  /** How many that are done a board shows; the others are read page by page. */
  static final int COMPLETED_SHOWN = 50;

  /** From more cards on, a residence that is said once outweighs a statement of several parts. */
  private static final int SMALL = 400;

  /** A home, and the last day that is soon there. */
  private record Place(Board.Home home, LocalDate soon) {}

  /** A card and, as one number, where it stands: boards of thousands are sorted by it. */
  private record Placed(TaskCard card, long rank) {

    static Placed of(TaskCard card, ColumnName column, @Nullable LocalDate due) {
      return new Placed(card, finished(column) ? finishedAt(card) : urgency(card, due));
    }

    private static long finishedAt(TaskCard card) {
      var at = card.completedAt() == null ? card.updatedAt() : card.completedAt();
      return TimeUnit.SECONDS.toMicros(at.getEpochSecond()) + at.getNano() / 1_000;
    }

    private static long urgency(TaskCard card, @Nullable LocalDate due) {
      long day = due == null ? NEVER : due.toEpochDay();
      return day * PRIORITIES.size() + PRIORITIES.indexOf(card.priority());
    }

    long id() {
      return card.id();
    }
  }

  private static boolean finished(ColumnName column) {
    return column == ColumnName.COMPLETED || column == ColumnName.CANCELLED;
  }

  private final int days;
  private final boolean whole;
  private final SortedMap<Long, Place> homes = new TreeMap<>();
  private final Map<ColumnName, List<Placed>> columns = new EnumMap<>(ColumnName.class);
  private final Fingerprint fingerprint = new Fingerprint();

  /** How many tasks are done, where the rows say so; null where they are all there. */
  private @Nullable Integer done;

  private BoardBuilder(int days, boolean whole) {
    this.days = days;
    this.whole = whole;
  }

  /** Of a board that shows the newest of what is done. */
  static BoardBuilder whole(int days) {
    return new BoardBuilder(days, true);
  }

  /** Of the cards that changed, all of them. */
  static BoardBuilder difference(int days) {
    return new BoardBuilder(days, false);
  }

  /** Adds the rows of a statement: the residences first, wherever among the cards they are. */
  BoardBuilder add(List<BoardRow> rows) {
    long known = 0;
    for (var row : rows) {
      String role = row.role();
      if (role != null && row.residenceId() != known) {
        known = row.residenceId();
        homes.computeIfAbsent(known, id -> place(row, id, role));
      }
    }
    @Nullable Place place = null;
    for (var row : rows) {
      if (place == null || place.home().id() != row.residenceId()) {
        place = Objects.requireNonNull(homes.get(row.residenceId()));
      }
      var card = row.card(place.home().role());
      if (card != null) {
        add(place, card);
      }
    }
    return this;
  }

  private Place place(BoardRow row, long id, String role) {
    var counted = row.done();
    if (counted != null) {
      done = counted + (done == null ? 0 : done);
    }
    return new Place(new Board.Home(id, role, row.today()), row.today().plusDays(days));
  }

  private void add(Place place, TaskCard card) {
    var due = card.snoozedUntil() == null ? card.nextDueDate() : card.snoozedUntil();
    var column =
        ColumnName.of(
            card.cancelled(),
            card.completedAt() != null,
            card.inProgress(),
            due,
            place.home().today(),
            place.soon());
    columns.computeIfAbsent(column, name -> new ArrayList<>()).add(Placed.of(card, column, due));
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
    placed.sort(finished(name) ? DONE : OPEN);
    int count = name == ColumnName.COMPLETED ? done(placed) : placed.size();
    boolean cut = name == ColumnName.COMPLETED && whole && count > COMPLETED_SHOWN;
    var shown = cut ? placed.subList(0, COMPLETED_SHOWN) : placed;
    fingerprint.add(count);
    var cards = new ArrayList<TaskCard>(shown.size());
    for (var place : shown) {
      fingerprint.add(place.id()).add(place.card().version());
      cards.add(place.card());
    }
    return new Board.Column(name.wireName(), count, cards, cut ? after(cards.getLast()) : null);
  }

  private int done(List<Placed> placed) {
    return done == null ? placed.size() : done;
  }

  /** Whether reading every card is the cheapest way to this board. */
  boolean isSmall() {
    int cards = columns.values().stream().mapToInt(List::size).sum();
    return cards <= SMALL
        && done(columns.getOrDefault(ColumnName.COMPLETED, List.of())) <= COMPLETED_SHOWN;
  }

  /** The cursor of what was done before this card. */
  static String after(TaskCard done) {
    return Cursor.after(Objects.requireNonNull(done.completedAt()), done.id());
  }
}
