package com.honeydue.residences;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Cursor;
import com.honeydue.bus.Fingerprint;
import com.honeydue.bus.Operations;
import com.honeydue.bus.Page;
import com.honeydue.bus.Reply;
import com.honeydue.bus.Scope;
import com.honeydue.db.Lanes;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** How residences stand, and what was done in them. Lives on the event loop of its lanes. */
final class Overviews {

  private final Lanes lanes;
  private final InstantSource clock;

  Overviews(Lanes lanes, InstantSource clock) {
    this.lanes = lanes;
    this.clock = clock;
  }

  Operations addTo(Operations operations) {
    return operations
        .on("myResidences", this::mine)
        .on("residencesSummary", this::summary)
        .on("residenceActivity", this::activity);
  }

  /** A page of the caller's residences with the counts of their boards, tagged over both. */
  Future<Reply> mine(Call<Arguments> call) {
    var arguments = call.arguments();
    int limit = (int) arguments.number("limit");
    int days = (int) arguments.number("days");
    long after = Cursor.key(arguments.textOrNull("cursor"), 0);
    return lanes
        .run(OverviewStatements.MINE.with(call.userId(), now(), after, limit + 1, days))
        .map(
            found -> {
              var page = Page.of(found, limit, mine -> mine.residence().id());
              return Reply.of(page)
                  .tagged(tag(page, days))
                  .touching(Scope.user(call.userId()))
                  .touching(page.items().stream().flatMap(one -> one.scopes().stream()).toList());
            });
  }

  Future<Summary> summary(Call<Arguments> call) {
    int days = (int) call.arguments().number("days");
    return lanes.one(OverviewStatements.SUMMARY.with(call.userId(), now(), days));
  }

  /** What was done, newest first. */
  Future<Page<Event>> activity(Call<Arguments> call) {
    var arguments = call.arguments();
    int limit = (int) arguments.number("limit");
    long before = Cursor.key(arguments.textOrNull("cursor"), Long.MAX_VALUE);
    return lanes
        .run(OverviewStatements.ACTIVITY.with(call.userId(), arguments.id(), before, limit + 1))
        .map(found -> Listed.page(found, limit));
  }

  private static String tag(Page<MyResidence> page, int days) {
    var fingerprint = new Fingerprint().add(page.nextCursor() == null ? 0 : 1).add(days);
    for (var mine : page.items()) {
      var residence = mine.residence();
      var columns = mine.columns();
      fingerprint.add(residence.id()).add(residence.version()).add(residence.role());
      fingerprint.add(mine.today().toEpochDay());
      fingerprint.add(columns.overdue()).add(columns.dueSoon()).add(columns.inProgress());
      fingerprint.add(columns.upcoming()).add(columns.completed()).add(columns.cancelled());
    }
    return fingerprint.tag();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
