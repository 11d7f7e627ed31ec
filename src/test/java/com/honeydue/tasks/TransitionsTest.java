package com.honeydue.tasks;

import static com.honeydue.tasks.Household.patching;
import static com.honeydue.testing.ServiceFixture.call;
import static com.honeydue.testing.ServiceFixture.ifMatch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Failure;
import com.honeydue.bus.FieldError;
import com.honeydue.testing.ServiceFixture;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From one state of a task to another, and back. Today is 2026-05-04. */
class TransitionsTest extends AtHome {

  private static final List<String> ALL =
      List.of(
          "markInProgress",
          "cancelTask",
          "uncancelTask",
          "archiveTask",
          "unarchiveTask",
          "snoozeTask",
          "skipOccurrence",
          "undoTask");

  private static Call<Arguments> taking(long user, String operation, Task task) {
    var body = new JsonObject();
    if (operation.equals("snoozeTask")) {
      body.put("until", "2026-07-01");
    } else if (operation.equals("skipOccurrence")) {
      body.put("occurrence", String.valueOf(task.nextDueDate()));
    }
    return call(user, operation, Map.of("id", task.id()), body);
  }

  private Task take(long user, String operation, Task task) {
    return household.fixture.body(household.service, taking(user, operation, task), Task.class);
  }

  private Task take(String operation, Task task) {
    return take(owner, operation, task);
  }

  /** Everything a task row has but what every write changes. */
  private Object row(Task task) {
    return String.valueOf(
        household
            .fixture
            .database()
            .column(
                "select (to_jsonb(t) - 'version' - 'updated_at')::text from task_task t where id ="
                    + " ?",
                task.id())
            .getFirst());
  }

  private List<@Nullable Object> trail(Task task) {
    return household
        .fixture
        .database()
        .column(
            "select action || case when undone then ' (undone)' else '' end from task_taskevent"
                + " where task_id = ? order by id",
            task.id());
  }

  /** The state a task is in, what is tried, and the conflict; null where it is legal. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "open, markInProgress, -",
        "open, cancelTask, -",
        "open, uncancelTask, task_not_cancelled",
        "open, archiveTask, -",
        "open, unarchiveTask, task_not_archived",
        "open, snoozeTask, -",
        "open, skipOccurrence, -",
        "open, undoTask, nothing_to_undo",
        "started, markInProgress, task_in_progress",
        "started, cancelTask, -",
        "started, archiveTask, -",
        "started, snoozeTask, -",
        "started, skipOccurrence, -",
        "started, undoTask, -",
        "cancelled, markInProgress, task_cancelled",
        "cancelled, cancelTask, task_cancelled",
        "cancelled, uncancelTask, -",
        "cancelled, archiveTask, -",
        "cancelled, unarchiveTask, task_not_archived",
        "cancelled, snoozeTask, task_cancelled",
        "cancelled, skipOccurrence, task_cancelled",
        "cancelled, undoTask, -",
        "archived, markInProgress, task_archived",
        "archived, cancelTask, task_archived",
        "archived, uncancelTask, task_archived",
        "archived, archiveTask, task_archived",
        "archived, unarchiveTask, -",
        "archived, snoozeTask, task_archived",
        "archived, skipOccurrence, task_archived",
        "archived, undoTask, -",
        "completed, markInProgress, task_completed",
        "completed, cancelTask, task_completed",
        "completed, archiveTask, -",
        "completed, snoozeTask, task_completed",
        "completed, undoTask, -",
        "undated, snoozeTask, task_undated",
        "once, skipOccurrence, task_not_recurring",
      })
  void onlyLegalTransitionsShouldHappen(String state, String operation, @Nullable String conflict) {
    var task =
        switch (state) {
          case "once" -> household.create(owner, residence, "once", "2026-05-10");
          case "undated" -> household.create(owner, residence, "once", null);
          case "completed" ->
              household
                  .complete(owner, household.create(owner, residence, "once", "2026-05-10"))
                  .task();
          default -> household.create(owner, residence, "monthly", "2026-05-10");
        };
    switch (state) {
      case "started" -> task = take("markInProgress", task);
      case "cancelled" -> task = take("cancelTask", task);
      case "archived" -> task = take("archiveTask", task);
      default -> {}
    }
    var before = row(task);

    if (conflict == null) {
      assertThat(take(operation, task).version()).isEqualTo(task.version() + 1);
      assertThat(row(task)).isNotEqualTo(before);
    } else {
      var failure = household.failure(taking(owner, operation, task));
      assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFLICT);
      assertThat(failure.code()).isEqualTo(conflict);
      assertThat(row(task)).isEqualTo(before);
    }
  }

  @Test
  void undoShouldRestoreEveryStateExactlyUpToTheFirst() {
    var task = household.create(owner, residence, "monthly", "2026-01-31");
    var states = new java.util.ArrayDeque<Object>();
    for (var operation :
        List.of(
            "markInProgress",
            "skipOccurrence",
            "snoozeTask",
            "complete",
            "cancelTask",
            "archiveTask",
            "unarchiveTask",
            "uncancelTask",
            "complete")) {
      states.push(row(task));
      task =
          operation.equals("complete")
              ? household.complete(owner, task).task()
              : take(operation, task);
    }
    assertThat(task.completionCount()).isEqualTo(2);

    while (!states.isEmpty()) {
      task = take("undoTask", task);
      assertThat(row(task)).isEqualTo(states.pop());
    }
    assertThat(household.failure(taking(owner, "undoTask", task)).code())
        .isEqualTo("nothing_to_undo");
    assertThat(
            household
                .fixture
                .database()
                .number("select count(*) from task_taskcompletion where task_id = ?", task.id()))
        .isZero();
  }

  @Test
  void completingAgainAfterUndoShouldCompleteAgain() {
    var task = household.create(owner, residence, "weekly", "2026-05-04");
    var first = household.complete(owner, task);
    var undone = take("undoTask", first.task());

    var second = household.complete(owner, undone);

    assertThat(second.completion().id()).isNotEqualTo(first.completion().id());
    assertThat(second.task().nextDueDate()).isEqualTo(first.task().nextDueDate());
    assertThat(trail(task)).containsExactly("created", "completed (undone)", "undone", "completed");
  }

  @Test
  void editedFieldsShouldStayAndAnEditedScheduleShouldNotBeUndone() {
    var task = household.create(owner, residence, "monthly", "2026-05-10");
    var done = household.complete(owner, task).task();
    household.patch(owner, task.id(), new JsonObject().put("title", "Renamed"));

    var undone = take("undoTask", done);
    assertThat(undone.title()).isEqualTo("Renamed");
    assertThat(undone.nextDueDate()).isEqualTo("2026-05-10");

    var again = household.complete(owner, undone).task();
    household.patch(owner, task.id(), new JsonObject().put("due_date", "2026-08-01"));
    assertThat(household.failure(taking(owner, "undoTask", again)).code())
        .isEqualTo("nothing_to_undo");
    assertThat(trail(task)).endsWith("completed", "rescheduled");
  }

  @Test
  void skippingShouldGoToTheFirstDateAfterTodayAndOnlyOnce() {
    var task = household.create(owner, residence, "monthly", "2026-01-31");

    var skipped = take("skipOccurrence", task);

    assertThat(skipped.nextDueDate()).isEqualTo("2026-05-31");
    assertThat(skipped.completionCount()).isZero();
    assertThat(household.failure(taking(owner, "skipOccurrence", task)).code())
        .as("a second tap")
        .isEqualTo("occurrence_not_open");
  }

  @Test
  void snoozeShouldMoveTheCardAndKeepTheOccurrence() {
    var task = household.create(owner, residence, "monthly", "2026-05-01");
    assertThat(Household.columnOf(household.board(owner), task.id())).isEqualTo("overdue");

    var snoozed = take("snoozeTask", task);

    assertThat(snoozed.nextDueDate()).isEqualTo("2026-05-01");
    assertThat(Household.columnOf(household.board(owner), task.id())).isEqualTo("upcoming");
    assertThat(Household.cards(household.board(owner)))
        .extracting(TaskCard::nextDueDate, TaskCard::snoozedUntil)
        .containsExactly(tuple(LocalDate.of(2026, 5, 1), LocalDate.of(2026, 7, 1)));
    assertThat(household.complete(owner, snoozed).task().nextDueDate()).isEqualTo("2026-06-01");
    for (var until : List.of("2026-05-04", "2026-05-01", "1899-01-01")) {
      var failure =
          household.failure(
              call(
                  owner,
                  "snoozeTask",
                  Map.of("id", task.id()),
                  new JsonObject().put("until", until)));
      assertThat(failure.errors()).extracting(FieldError::pointer).containsExactly("/until");
    }
  }

  /** At 12:00 UTC on 4 May it is that day here; the next is the first to snooze a due task to. */
  @ParameterizedTest
  @CsvSource({
    "Etc/GMT+12, 2026-05-04",
    "America/St_Johns, 2026-05-04",
    "Australia/Sydney, 2026-05-04",
    "Pacific/Auckland, 2026-05-05",
    "Pacific/Kiritimati, 2026-05-05",
  })
  void todayShouldBeTheDayAtHome(String timeZone, LocalDate today) {
    long home = household.residence(owner, timeZone);
    var task = household.create(owner, home, "daily", "2026-05-01");
    var id = Map.<String, Object>of("id", task.id());
    var until = new JsonObject().put("until", today.toString());

    assertThat(household.failure(call(owner, "snoozeTask", id, until)).errors())
        .extracting(FieldError::pointer)
        .containsExactly("/until");
    until.put("until", today.plusDays(1).toString());
    household.reply(call(owner, "snoozeTask", id, until.copy()));
    assertThat(
            household
                .fixture
                .body(
                    household.service,
                    call(owner, "previewSchedule", Map.of("id", task.id(), "count", 2L)),
                    SchedulePreview.class)
                .dates())
        .containsExactly(LocalDate.of(2026, 5, 1), today.plusDays(1));
    assertThat(take("skipOccurrence", task).nextDueDate()).isEqualTo(today.plusDays(1));
  }

  @Test
  void membersShouldStartAndUndoWhatTheyDidAndNothingElse() {
    long member = household.person(residence, "member");
    long manager = household.person(residence, "manager");
    var task = household.create(owner, residence, "monthly", "2026-05-10");

    var started = take(member, "markInProgress", task);
    assertThat(take(member, "undoTask", started).inProgress()).isFalse();
    for (var operation : ALL) {
      if (!List.of("markInProgress", "undoTask").contains(operation)) {
        assertThat(household.failure(taking(member, operation, task)).kind())
            .as(operation)
            .isEqualTo(Failure.Kind.FORBIDDEN);
      }
    }
    var done = household.complete(manager, task).task();
    assertThat(household.failure(taking(member, "undoTask", done)).kind())
        .isEqualTo(Failure.Kind.FORBIDDEN);
    assertThat(take(manager, "skipOccurrence", done).nextDueDate()).isEqualTo("2026-07-10");
  }

  @Test
  void strangersShouldFindNothingAndStaleChangesBeRefused() {
    long stranger = household.fixture.person();
    var task = household.create(owner, residence, "monthly", "2026-05-10");
    for (var operation : ALL) {
      assertThat(household.failure(taking(stranger, operation, task)).kind())
          .as(operation)
          .isEqualTo(Failure.Kind.NOT_FOUND);
      assertThat(household.failure(ifMatch(taking(owner, operation, task), "7")).kind())
          .as(operation)
          .isEqualTo(Failure.Kind.STALE);
    }
    assertThat(household.read(owner, task.id())).isEqualTo(task);
  }

  @Test
  void manyUndosAtOnceShouldEachTakeBackOneStep() {
    var task = household.create(owner, residence, "daily", "2026-05-04");
    var open = task;
    for (int i = 0; i < 5; i++) {
      open = take("skipOccurrence", open);
    }
    var last = open;
    var undos =
        IntStream.range(0, 20)
            .mapToObj(
                i -> household.fixture.start(household.service, taking(owner, "undoTask", last)))
            .toList();
    var codes =
        undos.stream()
            .map(
                undo -> {
                  try {
                    ServiceFixture.await(undo);
                    return "done";
                  } catch (Failure failure) {
                    return failure.code();
                  }
                })
            .toList();
    assertThat(codes).isSubsetOf("done", "nothing_to_undo", "changed_meanwhile");
    long done = codes.stream().filter("done"::equals).count();
    assertThat(done).isBetween(1L, 5L);
    assertThat(household.read(owner, task.id()).nextDueDate())
        .isEqualTo(LocalDate.of(2026, 5, 9).minusDays(done));
  }

  @Test
  void theTrailShouldTellWhoDidWhat() {
    long member = household.person(residence, "member");
    var task = household.create(owner, residence, "monthly", "2026-05-10");
    household.fixture.reply(
        household.service, patching(owner, task.id(), new JsonObject().put("notes", "x")));
    take(member, "markInProgress", task);
    household.fixture.reply(household.service, Household.deleting(owner, task.id()));

    assertThat(trail(task)).containsExactly("created", "edited", "started", "deleted");
    assertThat(
            household
                .fixture
                .database()
                .column(
                    "select actor_id from task_taskevent where task_id = ? order by id", task.id()))
        .containsExactlyElementsOf(Stream.of(owner, owner, member, owner).toList());
  }
}
