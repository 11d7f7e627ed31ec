package com.honeydue.notifications;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Cursor;
import com.honeydue.bus.Operations;
import com.honeydue.bus.Page;
import com.honeydue.bus.Reply;
import com.honeydue.db.Bound;
import com.honeydue.db.Lanes;
import com.honeydue.telemetry.Spans;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the app shows as somebody's notifications. Lives on the event loop of its lanes. */
final class Lists {

  record Unread(long unread) {}

  record Marked(long marked) {}

  /** What became of a test, for each channel: {@code queued}, or why not. */
  record Tested(String push, String email, String inApp) {

    static Tested of(ListStatements.Reach reach) {
      String email = reach.bounced() ? "suppressed" : reach.verified() ? "queued" : "not_verified";
      return new Tested(reach.push() ? "queued" : "no_device", email, "queued");
    }
  }

  private final Lanes lanes;
  private final InstantSource clock;

  Lists(Lanes lanes, InstantSource clock) {
    this.lanes = lanes;
    this.clock = clock;
  }

  void addTo(Operations operations) {
    operations
        .on("listNotifications", this::list)
        .on("unreadCount", this::unread)
        .on("markRead", this::read)
        .on("markAllRead", this::readAll)
        .on("deleteNotification", this::delete)
        .on("sendTest", this::test);
  }

  Future<Page<Notification>> list(Call<Arguments> call) {
    var arguments = call.arguments();
    int limit = (int) arguments.number("limit");
    return lanes
        .run(
            ListStatements.LIST.with(
                call.userId(),
                Cursor.key(arguments.textOrNull("cursor"), Long.MAX_VALUE),
                limit + 1,
                arguments.parameters().get("unread"),
                arguments.textOrNull("type"),
                arguments.numberOrNull("residence_id")))
        .map(found -> Page.of(found, limit, Notification::id));
  }

  Future<Unread> unread(Call<Arguments> call) {
    return lanes.one(ListStatements.UNREAD.with(call.userId())).map(Unread::new);
  }

  Future<Reply> read(Call<Arguments> call) {
    return found(ListStatements.READ.with(call.userId(), call.arguments().id(), now()));
  }

  Future<Marked> readAll(Call<Arguments> call) {
    @Nullable Long until = call.arguments().body().getLong("until_id");
    return lanes.one(ListStatements.READ_ALL.with(call.userId(), now(), until)).map(Marked::new);
  }

  Future<Reply> delete(Call<Arguments> call) {
    return found(ListStatements.DELETE.with(call.userId(), call.arguments().id(), now()));
  }

  Future<Tested> test(Call<Arguments> call) {
    return lanes
        .one(
            ListStatements.TEST.with(
                call.userId(), now(), Spans.traceparent(), UUID.randomUUID(), UUID.randomUUID()))
        .map(Tested::of);
  }

  private Future<Reply> found(Bound<Boolean> change) {
    return lanes.found(change).map(changed -> Reply.none());
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
