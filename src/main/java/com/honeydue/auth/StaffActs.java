package com.honeydue.auth;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Operations;
import com.honeydue.bus.Reply;
import com.honeydue.bus.Scope;
import com.honeydue.db.Bound;
import com.honeydue.db.Lanes;
import io.vertx.core.Future;

/**
 * The acts of staff that end sessions: they are here, and not with what staff look at, since ending
 * sessions is this package's. Confined to its event loop.
 */
final class StaffActs {

  private final Lanes lanes;
  private final SessionChanges changes;

  StaffActs(Lanes lanes, SessionChanges changes) {
    this.lanes = lanes;
    this.changes = changes;
  }

  void mount(Operations operations) {
    operations
        .on("adminDisableUser", call -> setActive(call, false))
        .on("adminEnableUser", call -> setActive(call, true))
        .on("adminEndSession", this::endSession);
  }

  private Future<Reply> setActive(Call<Arguments> call, boolean active) {
    return act(
        call,
        StaffStatements.SET_ACTIVE.with(
            call.userId(), call.requestId(), call.arguments().id(), active));
  }

  private Future<Reply> endSession(Call<Arguments> call) {
    return act(
        call,
        StaffStatements.END_SESSION.with(
            call.userId(),
            call.requestId(),
            call.arguments().id(),
            call.arguments().number("session_id")));
  }

  private Future<Reply> act(Call<Arguments> call, Bound<String> statement) {
    return changes
        .ofUser(call.arguments().id(), () -> lanes.one(statement))
        .map(
            status ->
                switch (status) {
                  case "done" -> Reply.none().touching(Scope.user(call.arguments().id()));
                  case "forbidden" ->
                      throw Failure.forbidden("staff_only", "Only staff may do this.");
                  case "own_account" ->
                      throw Failure.conflict("own_account", "This is your own account.");
                  case "not_found" -> throw Failure.notFound();
                  default -> throw new IllegalStateException(status);
                });
  }
}
