package com.honeydue.tasks;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Cursor;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Operations;
import com.honeydue.bus.Page;
import com.honeydue.bus.Reply;
import com.honeydue.bus.Scope;
import com.honeydue.db.Lanes;
import com.honeydue.db.Statement;
import com.honeydue.telemetry.Spans;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was done, when and by whom. Lives on the event loop of its lanes. */
final class Completions {

  static final List<Statement<?>> STATEMENTS =
      Stream.of(
              CompletionStatements.ALL,
              CompletionChangeStatements.ALL,
              CompletionListStatements.ALL)
          .<Statement<?>>flatMap(List::stream)
          .toList();

  private final Lanes lanes;
  private final InstantSource clock;

  Completions(Lanes lanes, InstantSource clock) {
    this.lanes = lanes;
    this.clock = clock;
  }

  void addTo(Operations operations) {
    operations
        .on("quickComplete", this::quickComplete)
        .internal("completeOccurrence", this::quickComplete)
        .on("createCompletion", this::create)
        .on("listTaskCompletions", this::ofTask)
        .on("listCompletions", this::list)
        .on("getCompletion", this::get)
        .on("updateCompletion", this::update)
        .on("deleteCompletion", this::delete);
  }

  private Future<Reply> quickComplete(Call<Arguments> call) {
    var occurrence = call.arguments().bodyDate("occurrence");
    return complete(call, call.arguments().id(), occurrence, clock.instant(), new JsonObject());
  }

  private Future<Reply> create(Call<Arguments> call) {
    var arguments = call.arguments();
    var now = clock.instant();
    return complete(
        call,
        arguments.body().getLong("task_id"),
        arguments.bodyDate("occurrence"),
        now,
        CompletionFields.columns(arguments, now));
  }

  /** Completes the open occurrence, or answers with the completion it has already. */
  private Future<Reply> complete(
      Call<?> call, long task, @Nullable LocalDate occurrence, Instant now, JsonObject columns) {
    var completing =
        CompletionStatements.COMPLETE.with(
            call.userId(),
            task,
            occurrence,
            utc(now),
            columns,
            UUID.randomUUID(),
            Spans.traceparent());
    var reading = CompletionStatements.OF_OCCURRENCE.with(call.userId(), task, occurrence);
    return lanes
        .pipeline(completing, reading)
        .map(
            results -> {
              var tapped = results.of(completing).getFirst();
              String status = tapped.status();
              if (status.equals("not_a_member")) {
                throw CompletionWrite.notAMember();
              }
              if (status.equals("unknown_contractor")) {
                throw TaskWrite.unknownContractor();
              }
              if (status.equals("photos_refused")) {
                throw CompletionWrite.refusedPhotos(tapped.refusedPhotos());
              }
              var known = results.of(reading);
              if (known.isEmpty()) {
                throw Failure.notFound();
              }
              return reply(known.getFirst(), status.equals("done"));
            });
  }

  private static Reply reply(CompletionStatements.Known known, boolean done) {
    var task = known.task();
    if (known.completion() == null) {
      throw new TaskWrite(notOpen(task), null).failure();
    }
    var reply = Reply.of(new CompletedTask(known.completion(), task));
    return done ? reply : reply.existing();
  }

  private static String notOpen(Task task) {
    if (task.archived()) {
      return "task_archived";
    }
    return task.cancelled() ? "task_cancelled" : "occurrence_not_open";
  }

  private Future<Completion> get(Call<Arguments> call) {
    return lanes.found(CompletionListStatements.GET.with(call.userId(), call.arguments().id()));
  }

  private Future<Page<Completion>> ofTask(Call<Arguments> call) {
    var arguments = call.arguments();
    var after = Cursor.position(arguments.textOrNull("cursor"));
    int limit = (int) arguments.number("limit");
    return lanes
        .run(
            CompletionListStatements.OF_TASK.with(
                call.userId(), arguments.id(), utc(after.at()), after.id(), limit + 1))
        .map(rows -> page(rows, limit, true));
  }

  private Future<Page<Completion>> list(Call<Arguments> call) {
    var arguments = call.arguments();
    var after = Cursor.position(arguments.textOrNull("cursor"));
    int limit = (int) arguments.number("limit");
    Long residence = arguments.numberOrNull("residence_id");
    return lanes
        .run(
            CompletionListStatements.OF_RESIDENCES.with(
                call.userId(),
                residence,
                utc(after.at()),
                after.id(),
                limit + 1,
                arguments.numberOrNull("completed_by"),
                utcOrNull(arguments.instantOrNull("performed_from")),
                utcOrNull(arguments.instantOrNull("performed_before"))))
        .map(rows -> page(rows, limit, residence != null));
  }

  /**
   * A page of what was found.
   *
   * @param named whether one row at least must be there, as the caller named what it is about
   */
  private static Page<Completion> page(List<Optional<Completion>> rows, int limit, boolean named) {
    if (named && rows.isEmpty()) {
      throw Failure.notFound();
    }
    var found = rows.stream().flatMap(Optional::stream).toList();
    return Page.cut(found, limit, last -> Cursor.after(last.performedAt(), last.id()));
  }

  private Future<Completion> update(Call<Arguments> call) {
    var arguments = call.arguments();
    return lanes
        .one(
            CompletionChangeStatements.UPDATE.with(
                call.userId(),
                arguments.id(),
                call.preconditions().acceptedVersions(),
                CompletionFields.columns(arguments, clock.instant())))
        .map(write -> Objects.requireNonNull(write.orThrow().completion()));
  }

  private Future<Reply> delete(Call<Arguments> call) {
    return lanes
        .one(
            CompletionChangeStatements.DELETE.with(
                call.userId(),
                call.arguments().id(),
                call.preconditions().acceptedVersions(),
                UUID.randomUUID(),
                Spans.traceparent()))
        .map(write -> Objects.requireNonNull(write.orThrow().residenceId()))
        .map(residence -> Reply.none().touching(Scope.residence(residence)));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable OffsetDateTime utcOrNull(@Nullable Instant instant) {
    return instant == null ? null : utc(instant);
  }
}
