package com.honeydue.notifications;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Bus;
import com.honeydue.bus.Call;
import com.honeydue.bus.Caller;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Operations;
import com.honeydue.bus.Preconditions;
import com.honeydue.bus.Reply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Map;

/**
 * What is done from a push itself. What that does to a task is the task's domain's, which is asked
 * over the bus as the person whom the push went to. Lives on one event loop.
 */
final class Actions {

  private final Bus bus;
  private final ActionTokens tokens;
  private final InstantSource clock;

  Actions(Bus bus, ActionTokens tokens, InstantSource clock) {
    this.bus = bus;
    this.tokens = tokens;
    this.clock = clock;
  }

  void addTo(Operations operations) {
    operations
        .on("completeFromPush", call -> act(call, "completeOccurrence"))
        .on("snoozeFromPush", call -> act(call, "snoozeOccurrence"));
  }

  private Future<Reply> act(Call<Arguments> call, String operation) {
    var allowed = tokens.open(call.arguments().text("action_token"), clock.instant());
    if (allowed == null) {
      throw Failure.of(
          Failure.Kind.NOT_FOUND,
          "action_not_valid",
          "This action does not exist, or can not be used any more.");
    }
    var day = allowed.occurrence();
    var arguments =
        new Arguments(
            Map.of("id", allowed.taskId()),
            new JsonObject().put("occurrence", day == null ? null : day.toString()));
    return bus.send(
            new Call<>(
                operation,
                new Caller(allowed.userId(), 0, 0, false, false),
                arguments,
                call.requestId(),
                call.deadline(),
                Preconditions.NONE,
                call.client()))
        // the answer is read by whoever has the push: that it was done is all they need to know
        .map(done -> Reply.none().touching(done.scopes()));
  }
}
