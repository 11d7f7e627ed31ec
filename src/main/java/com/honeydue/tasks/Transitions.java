package com.honeydue.tasks;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Operations;
import com.honeydue.db.Lanes;
import com.honeydue.db.Statement;
import com.honeydue.telemetry.Spans;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;

/** Takes tasks from one state to another. Lives on the event loop of its lanes. */
final class Transitions {

  private final Lanes lanes;
  private final InstantSource clock;

  Transitions(Lanes lanes, InstantSource clock) {
    this.lanes = lanes;
    this.clock = clock;
  }

  void addTo(Operations operations) {
    operations
        .on("markInProgress", call -> take(TransitionStatements.START, call))
        .on("cancelTask", call -> take(TransitionStatements.CANCEL, call))
        .on("uncancelTask", call -> take(TransitionStatements.UNCANCEL, call))
        .on("archiveTask", this::archive)
        .on("unarchiveTask", call -> take(TransitionStatements.UNARCHIVE, call))
        .on("snoozeTask", call -> takeOn(TransitionStatements.SNOOZE, "until", call))
        .internal(
            "snoozeOccurrence",
            call -> takeOn(TransitionStatements.SNOOZE_BY_A_DAY, "occurrence", call))
        .on("skipOccurrence", call -> takeOn(TransitionStatements.SKIP, "occurrence", call))
        .on("undoTask", call -> take(TransitionStatements.UNDO, call));
  }

  private Future<Task> take(Statement<TaskWrite> transition, Call<Arguments> call) {
    return lanes
        .one(
            transition.with(
                call.userId(),
                call.arguments().id(),
                now(),
                call.preconditions().acceptedVersions()))
        .map(Transitions::done);
  }

  /** Makes room for another task. */
  private Future<Task> archive(Call<Arguments> call) {
    return lanes
        .one(
            TransitionStatements.ARCHIVE.with(
                call.userId(),
                call.arguments().id(),
                now(),
                call.preconditions().acceptedVersions(),
                UUID.randomUUID(),
                Spans.traceparent()))
        .map(Transitions::done);
  }

  /** A transition with a date, which is in the body's {@code field}. */
  private Future<Task> takeOn(Statement<TaskWrite> transition, String field, Call<Arguments> call) {
    return lanes
        .one(
            transition.with(
                call.userId(),
                call.arguments().id(),
                now(),
                call.preconditions().acceptedVersions(),
                TaskFields.date(call.arguments(), field)))
        .map(Transitions::done);
  }

  private static Task done(TaskWrite write) {
    return Objects.requireNonNull(write.orThrow().task());
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
