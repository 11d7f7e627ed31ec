package com.honeydue.tasks;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Cursor;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Page;
import com.honeydue.bus.Reply;
import com.honeydue.bus.Scope;
import com.honeydue.db.Lanes;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/** The board and its differences. Lives on the event loop of its lanes. */
final class Boards {

  /**
   * How far {@code as_of} lies in the past: longer than any statement may take and than clocks
   * differ, so that a change which was written before this board was read, but could not be seen
   * yet, is in the next difference.
   */
  static final Duration OVERLAP = Duration.ofSeconds(30);

  private final Lanes lanes;
  private final InstantSource clock;
  private final SmallBoards small = new SmallBoards();

  Boards(Lanes lanes, InstantSource clock) {
    this.lanes = lanes;
    this.clock = clock;
  }

  Future<Reply> board(Call<BoardQuery> call) {
    var query = call.arguments();
    Instant now = clock.instant();
    return query.updatedSince() == null
        ? whole(call.userId(), query, now)
        : changes(call.userId(), query, now, query.updatedSince());
  }

  private Future<Reply> whole(long userId, BoardQuery query, Instant now) {
    var bound =
        small.is(userId, query)
            ? BoardStatements.BOARD.with(userId, utc(now), query.residenceId())
            : BoardStatements.NEWEST.with(
                userId, utc(now), query.residenceId(), BoardBuilder.COMPLETED_SHOWN + 1);
    return lanes
        .run(bound)
        .map(
            rows -> {
              var board = BoardBuilder.whole(query.days()).add(rows);
              small.learn(userId, query, board.isSmall());
              return reply(userId, query, now, board, List.of());
            });
  }

  /** What is done, beyond what a board shows of it. */
  Future<Page<TaskCard>> completed(Call<Arguments> call) {
    var arguments = call.arguments();
    var after = Cursor.position(arguments.textOrNull("cursor"));
    int limit = (int) arguments.number("limit");
    Long residence = arguments.numberOrNull("residence_id");
    return lanes
        .run(
            BoardStatements.COMPLETED.with(
                call.userId(),
                utc(clock.instant()),
                residence,
                limit + 1,
                utc(after.at()),
                after.id()))
        .map(
            rows -> {
              if (residence != null && rows.isEmpty()) {
                throw Failure.notFound();
              }
              var cards =
                  rows.stream()
                      .map(row -> row.card(Objects.requireNonNull(row.role())))
                      .filter(Objects::nonNull)
                      .toList();
              return Page.cut(cards, limit, BoardBuilder::after);
            });
  }

  private Future<Reply> changes(long userId, BoardQuery query, Instant now, Instant since) {
    var changed =
        BoardStatements.CHANGES.with(
            userId, utc(now), query.residenceId(), utc(since), query.days());
    var deleted = BoardStatements.DELETIONS.with(userId, query.residenceId(), utc(since));
    return lanes
        .pipeline(changed, deleted)
        .map(
            results ->
                reply(
                    userId,
                    query,
                    now,
                    BoardBuilder.difference(query.days()).add(results.of(changed)),
                    results.of(deleted)));
  }

  private static Reply reply(
      long userId, BoardQuery query, Instant now, BoardBuilder board, List<Long> deletedIds) {
    if (query.residenceId() != null && !board.hasHome()) {
      throw Failure.notFound();
    }
    // Which homes there are is the caller's own affair.
    return board
        .reply(now.minus(OVERLAP).truncatedTo(ChronoUnit.SECONDS), deletedIds)
        .touching(Scope.user(userId));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
