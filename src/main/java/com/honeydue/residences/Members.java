package com.honeydue.residences;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Cursor;
import com.honeydue.bus.Operations;
import com.honeydue.bus.Page;
import com.honeydue.bus.Reply;
import com.honeydue.bus.Scope;
import com.honeydue.db.Lanes;
import com.honeydue.telemetry.Spans;
import io.vertx.core.Future;
import java.util.UUID;

/** Who belongs to a residence, and as what. Lives on the event loop of its lanes. */
final class Members {

  private final Lanes lanes;

  Members(Lanes lanes) {
    this.lanes = lanes;
  }

  Operations addTo(Operations operations) {
    return operations
        .on("listUsers", this::list)
        .on("changeRole", this::changeRole)
        .on("removeUser", this::remove)
        .on("transferOwnership", this::transfer);
  }

  /** A page of the people, in the order in which they joined. */
  Future<Page<Member>> list(Call<Arguments> call) {
    var arguments = call.arguments();
    int limit = (int) arguments.number("limit");
    return lanes
        .run(
            MemberStatements.LIST.with(
                call.userId(),
                arguments.id(),
                Cursor.key(arguments.textOrNull("cursor"), 0),
                limit + 1))
        .map(found -> Listed.page(found, limit));
  }

  Future<Reply> changeRole(Call<Arguments> call) {
    var arguments = call.arguments();
    long person = arguments.number("user_id");
    var changing =
        MemberStatements.CHANGE_ROLE.with(
            call.userId(),
            arguments.id(),
            person,
            arguments.bodyText("role"),
            call.preconditions().acceptedVersions());
    return lanes
        .transaction(MemberStatements.LOCK.with(call.userId(), arguments.id()), changing)
        .map(results -> Reply.of(results.of(changing).getFirst().orThrow()))
        .map(reply -> reply.touching(Scope.residence(arguments.id()), Scope.user(person)));
  }

  /** Removes somebody else, or oneself. */
  Future<Reply> remove(Call<Arguments> call) {
    var arguments = call.arguments();
    long person = arguments.number("user_id");
    var removing =
        MemberStatements.REMOVE.with(
            call.userId(), arguments.id(), person, call.preconditions().acceptedVersions());
    return lanes
        .transaction(MemberStatements.LOCK.with(call.userId(), arguments.id()), removing)
        .map(results -> results.of(removing).getFirst().gone())
        .map(gone -> gone.touching(Scope.residence(arguments.id()), Scope.user(person)));
  }

  /** Makes another one of the people the owner; the caller stays as a manager. */
  Future<Reply> transfer(Call<Arguments> call) {
    long residence = call.arguments().id();
    Long heir = call.arguments().body().getLong("user_id");
    var transferring =
        TransferStatements.TRANSFER.with(
            call.userId(),
            residence,
            heir,
            UUID.randomUUID(),
            UUID.randomUUID(),
            Spans.traceparent());
    return lanes
        .transaction(TransferStatements.LOCK.with(call.userId(), residence, heir), transferring)
        .map(results -> Reply.of(results.of(transferring).getFirst().orThrow()))
        .map(reply -> reply.touching(Scope.user(heir)));
  }
}
