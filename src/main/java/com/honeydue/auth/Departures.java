package com.honeydue.auth;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Operations;
import com.honeydue.bus.Reply;
import com.honeydue.db.Lanes;
import com.honeydue.telemetry.Spans;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.UUID;

/** How an account takes its data along, and how it goes. Confined to its event loop. */
final class Departures {

  /** A session that is older than this must not delete the account it belongs to. */
  static final Duration FRESH = Duration.ofMinutes(10);

  private final Lanes lanes;
  private final Lanes slowLanes;
  private final SessionChanges changes;

  /**
   * @param slowLanes since all that a home holds goes with it
   */
  Departures(Lanes lanes, Lanes slowLanes, SessionChanges changes) {
    this.lanes = lanes;
    this.slowLanes = slowLanes;
    this.changes = changes;
  }

  void mount(Operations operations) {
    operations.on("deleteAccount", this::delete).on("exportAccount", this::export);
  }

  /** Deletes the caller's account, or says what would go. */
  Future<Departure> delete(Call<Arguments> call) {
    var plan = DeletionStatements.PLAN.with(call.userId());
    if (call.arguments().flag("dry_run")) {
      return lanes.run(plan).map(residences -> Departure.of(true, residences));
    }
    var delete =
        DeletionStatements.DELETE.with(
            call.userId(),
            call.caller().sessionId(),
            FRESH.toSeconds(),
            UUID.randomUUID(),
            UUID.randomUUID(),
            Spans.traceparent());
    return changes
        .ofUser(
            call.userId(),
            () -> slowLanes.transaction(DeletionStatements.LOCK.with(call.userId()), plan, delete))
        .map(done -> ended(done.of(delete).getFirst(), Departure.of(false, done.of(plan))));
  }

  /** Has an archive of all the caller's data made, unless one is being made already. */
  Future<Reply> export(Call<Arguments> call) {
    return lanes
        .one(DeletionStatements.EXPORT.with(call.userId(), UUID.randomUUID(), Spans.traceparent()))
        .map(
            known -> {
              if (!known) {
                throw Failure.notFound();
              }
              return Reply.none();
            });
  }

  private static Departure ended(String status, Departure departure) {
    return switch (status) {
      case "done" -> departure;
      case "sign_in_again" ->
          throw Failure.forbidden(
              "sign_in_again", "Sign in again: only a fresh session may delete its account.");
      case "shared" ->
          throw Failure.conflict(
                  "residences_shared", "Residences that others belong to need another owner first.")
              .detail("residences", departure.needNewOwner());
      case "not_found" -> throw Failure.notFound();
      default -> throw new IllegalStateException(status);
    };
  }
}
