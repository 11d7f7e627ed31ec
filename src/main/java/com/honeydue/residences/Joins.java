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
import java.util.Locale;
import java.util.UUID;

/** Joining a residence, at once or when its owner agrees. Lives on the event loop of its lanes. */
final class Joins {

  private final Lanes lanes;

  Joins(Lanes lanes) {
    this.lanes = lanes;
  }

  Operations addTo(Operations operations) {
    return operations
        .on("joinWithCode", this::join)
        .on("listJoinRequests", this::requests)
        .on("decideJoinRequest", Decision::from, this::decide);
  }

  Future<Joining> join(Call<Arguments> call) {
    String code = call.arguments().bodyText("code").toUpperCase(Locale.ROOT);
    var joining =
        JoinStatements.JOIN.with(call.userId(), code, UUID.randomUUID(), Spans.traceparent());
    return lanes
        .transaction(JoinStatements.LOCK_BY_CODE.with(code), joining)
        .map(results -> results.of(joining).getFirst().orThrow());
  }

  /** The requests that wait, oldest first. */
  Future<Page<JoinRequest>> requests(Call<Arguments> call) {
    var arguments = call.arguments();
    int limit = (int) arguments.number("limit");
    return lanes
        .run(
            JoinStatements.REQUESTS.with(
                call.userId(),
                arguments.id(),
                Cursor.key(arguments.textOrNull("cursor"), 0),
                limit + 1))
        .map(found -> Listed.page(found, limit));
  }

  Future<Reply> decide(Call<Decision> call) {
    var decision = call.arguments();
    var deciding =
        JoinStatements.DECIDE.with(
            call.userId(),
            decision.residenceId(),
            decision.requestId(),
            decision.approve(),
            decision.role(),
            UUID.randomUUID(),
            Spans.traceparent());
    return lanes
        .transaction(MemberStatements.LOCK.with(call.userId(), decision.residenceId()), deciding)
        .map(results -> results.of(deciding).getFirst().orThrow())
        .map(
            request ->
                Reply.of(request)
                    .touching(
                        Scope.residence(decision.residenceId()),
                        Scope.user(request.person().id())));
  }
}
