package com.honeydue.tasks;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Failure;
import com.honeydue.bus.FieldError;
import com.honeydue.bus.Operations;
import com.honeydue.bus.Reply;
import com.honeydue.bus.Scope;
import com.honeydue.bus.Service;
import com.honeydue.db.Lanes;
import com.honeydue.db.Statement;
import com.honeydue.telemetry.Spans;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/** Tasks, their completions and the board. Lives on the event loop of its lanes. */
public final class TaskService implements Service {

  /** Every statement that this service sends. */
  public static final List<Statement<?>> STATEMENTS =
      Stream.of(
              BoardStatements.ALL,
              TaskStatements.ALL,
              TaskCreation.ALL,
              Templates.STATEMENTS,
              Calendars.STATEMENTS,
              Completions.STATEMENTS,
              Schedules.STATEMENTS,
              TransitionStatements.ALL)
          .<Statement<?>>flatMap(List::stream)
          .toList();

  private final Lanes lanes;
  private final InstantSource clock;
  private final Boards boards;
  private final Schedules schedules;
  private final Transitions transitions;
  private final Completions completions;
  private final Templates templates;
  private final Calendars calendars;

  /**
   * @param clock what time it is; which day that is depends on the residence
   */
  public TaskService(Lanes lanes, InstantSource clock) {
    this.lanes = lanes;
    this.clock = clock;
    this.boards = new Boards(lanes, clock);
    this.schedules = new Schedules(lanes, clock);
    this.transitions = new Transitions(lanes, clock);
    this.completions = new Completions(lanes, clock);
    this.templates = new Templates(lanes, clock);
    this.calendars = new Calendars(lanes, clock);
  }

  @Override
  public Operations operations() {
    var operations =
        new Operations()
            .on("listTasks", BoardQuery::overAll, boards::board)
            .on("tasksByResidence", BoardQuery::ofOne, boards::board)
            .on("listCompletedTasks", boards::completed)
            .on("createTask", NewTasks::one, this::create)
            .on("createTasksBulk", NewTasks::many, this::createAll)
            .on("getTask", this::get)
            .on("updateTask", TaskChange::patch, this::update)
            .on("replaceTask", TaskChange::put, this::update)
            .on("deleteTask", this::delete)
            .on("previewSchedule", schedules::preview);
    transitions.addTo(operations);
    completions.addTo(operations);
    templates.addTo(operations);
    calendars.addTo(operations);
    return operations;
  }

  Future<Task> create(Call<NewTasks> call) {
    return createAll(call).map(made -> made.tasks().getFirst());
  }

  Future<TaskList> createAll(Call<NewTasks> call) {
    var wanted = call.arguments();
    return lanes
        .run(
            TaskCreation.CREATE.with(
                call.userId(),
                wanted.residenceId(),
                wanted.tasks(),
                UUID.randomUUID(),
                Spans.traceparent()))
        .map(
            rows -> {
              List<FieldError> errors = new ArrayList<>();
              List<Task> tasks = new ArrayList<>();
              for (var made : rows) {
                if (made.write().task() != null) {
                  tasks.add(made.write().task());
                  continue;
                }
                var failure = wanted.failure(made);
                if (failure.errors().isEmpty()) {
                  throw failure;
                }
                errors.addAll(failure.errors());
              }
              if (!errors.isEmpty()) {
                throw Failure.invalid(errors);
              }
              return new TaskList(List.copyOf(tasks));
            });
  }

  Future<Task> get(Call<Arguments> call) {
    return lanes.found(TaskStatements.GET.with(call.userId(), call.arguments().id()));
  }

  Future<Task> update(Call<TaskChange> call) {
    var change = call.arguments();
    return lanes
        .one(
            TaskStatements.UPDATE.with(
                call.userId(),
                change.id(),
                change.columns(),
                call.preconditions().acceptedVersions(),
                now(),
                UUID.randomUUID(),
                Spans.traceparent()))
        .map(write -> Objects.requireNonNull(write.orThrow().task()));
  }

  Future<Reply> delete(Call<Arguments> call) {
    return lanes
        .one(
            TaskStatements.DELETE.with(
                call.userId(),
                call.arguments().id(),
                call.preconditions().acceptedVersions(),
                UUID.randomUUID(),
                Spans.traceparent(),
                UUID.randomUUID()))
        .map(write -> Objects.requireNonNull(write.orThrow().residenceId()))
        .map(residence -> Reply.none().touching(Scope.residence(residence)));
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
