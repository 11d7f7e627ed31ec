package com.honeydue.tasks;

import static com.honeydue.tasks.Household.creating;
import static com.honeydue.tasks.Household.deleting;
import static com.honeydue.tasks.Household.getting;
import static com.honeydue.tasks.Household.patching;
import static com.honeydue.testing.ServiceFixture.call;
import static com.honeydue.testing.ServiceFixture.ifMatch;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Failure;
import com.honeydue.bus.FieldError;
import com.honeydue.bus.Money;
import com.honeydue.bus.Reply;
import com.honeydue.bus.Scope;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskServiceTest extends AtHome {

  private JsonObject everyField() {
    return new JsonObject()
        .put("title", "Service the boiler")
        .put("description", "Before winter")
        .put("notes", "Key is under the mat")
        .put("category", "hvac")
        .put("priority", "high")
        .put("frequency", "every_n_months")
        .put("interval", 18)
        .put("months", new JsonArray().add(4).add(10))
        .put("anchor", "completion")
        .put("due_date", "2026-10-31")
        .put("assigned_to", owner)
        .put("estimated_cost", new JsonObject().put("amount_minor", 12000).put("currency", "EUR"));
  }

  @Test
  void createShouldKeepEveryField() {
    var task = household.create(owner, residence, everyField());

    assertThat(task)
        .isEqualTo(
            new Task(
                task.id(),
                residence,
                "Service the boiler",
                "Before winter",
                "Key is under the mat",
                "hvac",
                "high",
                "every_n_months",
                18,
                null,
                null,
                List.of(4, 10),
                "completion",
                LocalDate.of(2026, 10, 31),
                LocalDate.of(2026, 10, 31),
                null,
                owner,
                null,
                null,
                new Money(12000, "EUR"),
                false,
                false,
                false,
                false,
                null,
                0,
                null,
                owner,
                1,
                task.createdAt(),
                task.updatedAt()));
    assertThat(household.read(owner, task.id())).isEqualTo(task);
  }

  @Test
  void createShouldFillInDefaults() {
    var task = household.create(owner, residence, new JsonObject());

    assertThat(List.of(task.category(), task.priority(), task.frequency(), task.anchor()))
        .containsExactly("general", "medium", "once", "schedule");
    assertThat(task.dueDate()).isNull();
    assertThat(task.nextDueDate()).isNull();
    assertThat(task.interval()).isNull();
  }

  @Test
  void writesShouldRefuseWhatTheSchemaCanNotSay() {
    var task = household.create(owner, residence, "every_n_days", "2026-06-01", 10);
    long outsider = household.fixture.person();
    var wrong =
        Map.of(
            new JsonObject().put("category", "astrology"), "/category",
            new JsonObject().put("priority", "whenever"), "/priority",
            new JsonObject().put("frequency", "every_n_days"), "/interval",
            new JsonObject().put("frequency", "monthly").put("interval", 2), "/interval",
            new JsonObject().put("due_date", "2026-02-30"), "/due_date",
            new JsonObject().put("due_date", "1899-12-31"), "/due_date",
            new JsonObject().put("assigned_to", outsider), "/assigned_to",
            new JsonObject().put("notes", "\0"), "/notes");

    wrong.forEach(
        (fields, pointer) -> {
          for (var attempt :
              List.of(creating(owner, residence, fields), patching(owner, task.id(), fields))) {
            var failure = household.failure(attempt);
            assertThat(failure.kind()).as("%s", fields).isEqualTo(Failure.Kind.INVALID);
            assertThat(failure.errors())
                .extracting(FieldError::pointer)
                .as("%s", fields)
                .containsExactly(pointer);
          }
        });
    assertThat(
            household
                .failure(patching(owner, task.id(), new JsonObject().putNull("interval")))
                .errors())
        .extracting(FieldError::pointer)
        .containsExactly("/interval");
    assertThat(household.read(owner, task.id())).isEqualTo(task);
  }

  @Test
  void patchShouldChangeWhatIsNamedAndClearWhatIsNull() {
    var before = household.create(owner, residence, everyField());

    var after =
        household.patch(
            owner,
            before.id(),
            new JsonObject()
                .put("priority", "low")
                .putNull("notes")
                .putNull("estimated_cost")
                .putNull("assigned_to"));

    assertThat(after.priority()).isEqualTo("low");
    assertThat(after.notes()).isNull();
    assertThat(after.estimatedCost()).isNull();
    assertThat(after.assignedTo()).isNull();
    assertThat(after.version()).isEqualTo(2);
    assertThat(after)
        .usingRecursiveComparison()
        .ignoringFields("priority", "notes", "estimatedCost", "assignedTo", "version", "updatedAt")
        .isEqualTo(before);
    assertThat(household.read(owner, before.id())).isEqualTo(after);
  }

  @Test
  void putShouldSetWhatIsAbsentToItsDefault() {
    var before = household.create(owner, residence, everyField());

    var after =
        household.fixture.body(
            household.service,
            call(
                owner,
                "replaceTask",
                Map.of("id", before.id()),
                new JsonObject().put("title", "Other")),
            Task.class);

    var fresh = household.create(owner, residence, new JsonObject().put("title", "Other"));
    assertThat(after)
        .usingRecursiveComparison()
        .ignoringFields("id", "version", "createdAt", "updatedAt")
        .isEqualTo(fresh);
  }

  @Test
  void anotherIntervalShouldFitTheFrequency() {
    var task = household.create(owner, residence, "every_n_days", "2026-06-01", 10);

    assertThat(household.patch(owner, task.id(), new JsonObject().put("interval", 20)).interval())
        .isEqualTo(20);
    var weekly = household.patch(owner, task.id(), new JsonObject().put("frequency", "weekly"));
    assertThat(weekly.interval()).isNull();
    assertThat(weekly.nextDueDate()).as("the open date stays").isEqualTo("2026-06-01");
  }

  @Test
  void anotherDueDateShouldStartTheScheduleAnew() {
    var task = household.create(owner, residence, "monthly", "2026-03-31");
    var done = household.complete(owner, task).task();
    assertThat(done.nextDueDate()).isEqualTo("2026-05-31");

    var same = household.patch(owner, task.id(), new JsonObject().put("due_date", "2026-03-31"));
    var moved = household.patch(owner, task.id(), new JsonObject().put("due_date", "2026-06-15"));

    assertThat(same.nextDueDate()).as("nothing new was said").isEqualTo("2026-05-31");
    assertThat(moved.nextDueDate()).isEqualTo("2026-06-15");
    assertThat(household.complete(owner, moved).task().nextDueDate()).isEqualTo("2026-07-15");
  }

  @Test
  void aDateThatWasDoneShouldBeDoableAgainWhenItIsChosenAgain() {
    var task = household.create(owner, residence, "monthly", "2026-05-10");
    var first = household.complete(owner, task);
    household.patch(owner, task.id(), new JsonObject().put("due_date", "2026-05-20"));
    var again = household.patch(owner, task.id(), new JsonObject().put("due_date", "2026-05-10"));

    var second = household.complete(owner, again);

    assertThat(second.completion().id()).isNotEqualTo(first.completion().id());
    assertThat(second.task().completionCount()).isEqualTo(2);
    assertThat(second.task().nextDueDate()).isEqualTo("2026-06-10");
  }

  @Test
  void aDoneOneOffTaskShouldReopenWithAnotherDate() {
    var task = household.create(owner, residence, "once", "2026-05-10");
    var done = household.complete(owner, task).task();
    assertThat(done.completedAt()).isEqualTo(Household.NOON);

    var retitled = household.patch(owner, task.id(), new JsonObject().put("title", "Still done"));
    var reopened =
        household.patch(owner, task.id(), new JsonObject().put("due_date", "2026-08-01"));

    assertThat(retitled.completedAt()).isEqualTo(Household.NOON);
    assertThat(reopened.completedAt()).isNull();
    assertThat(reopened.nextDueDate()).isEqualTo("2026-08-01");
  }

  @Test
  void aDoneOneOffTaskThatBecomesRecurringShouldReturnAfterToday() {
    var task = household.create(owner, residence, "once", "2025-12-31");
    household.complete(owner, task);
    var undated = household.create(owner, residence, "once", null);
    household.complete(owner, undated);

    var monthly = household.patch(owner, task.id(), new JsonObject().put("frequency", "monthly"));
    var weekly = household.patch(owner, undated.id(), new JsonObject().put("frequency", "weekly"));

    assertThat(monthly.completedAt()).isNull();
    assertThat(monthly.nextDueDate()).isEqualTo("2026-05-31");
    assertThat(weekly.nextDueDate()).as("a week after it was done").isEqualTo("2026-05-11");
  }

  @Test
  void rolesShouldDecideWhoMayWhat() {
    long manager = household.person(residence, "manager");
    long member = household.person(residence, "member");
    var task = household.create(manager, residence, new JsonObject().put("assigned_to", member));
    var rename = new JsonObject().put("title", "Renamed");

    assertThat(household.read(member, task.id())).isEqualTo(task);
    for (var attempt :
        List.of(
            creating(member, residence, new JsonObject()),
            patching(member, task.id(), rename),
            deleting(member, task.id()))) {
      assertThat(household.failure(attempt).kind()).isEqualTo(Failure.Kind.FORBIDDEN);
    }
    assertThat(household.patch(manager, task.id(), rename).title()).isEqualTo("Renamed");
    assertThat(household.reply(deleting(manager, task.id())))
        .isEqualTo(Reply.none().touching(Scope.residence(task.residenceId())));
  }

  @Test
  void strangersShouldLearnNothing() {
    var task = household.create(owner, residence, "monthly", "2026-05-10");
    long stranger = household.fixture.person();
    household.residence(stranger);

    for (var attempt :
        List.of(
            getting(stranger, task.id()),
            creating(stranger, residence, new JsonObject()),
            creating(stranger, residence, new JsonObject().put("category", "astrology")),
            patching(stranger, task.id(), new JsonObject().put("title", "Mine")),
            patching(stranger, task.id(), new JsonObject().put("category", "astrology")),
            deleting(stranger, task.id()),
            ifMatch(deleting(stranger, task.id()), "1"),
            Household.completing(stranger, task.id(), task.nextDueDate()),
            Household.looking(stranger, "residence_id", residence),
            Household.looking(stranger, "id", residence),
            getting(owner, 9_000_000_000L),
            patching(owner, 9_000_000_000L, new JsonObject().put("title", "None")),
            deleting(owner, 9_000_000_000L),
            Household.completing(owner, 9_000_000_000L, null))) {
      assertThat(household.failure(attempt).kind())
          .as(attempt.operation())
          .isEqualTo(Failure.Kind.NOT_FOUND);
    }
    assertThat(household.read(owner, task.id())).isEqualTo(task);
    assertThat(household.board(stranger).residences()).hasSize(1);
    assertThat(Household.cards(household.board(stranger))).isEmpty();
  }

  @Test
  void staleWritesShouldBeRefusedAndCurrentOnesDone() {
    var task = household.create(owner, residence, new JsonObject());
    var rename = patching(owner, task.id(), new JsonObject().put("title", "Renamed"));

    assertThat(household.failure(ifMatch(rename, "2")).kind()).isEqualTo(Failure.Kind.STALE);
    assertThat(household.reply(ifMatch(rename, "1")).tag()).isEqualTo("2");
    assertThat(household.failure(ifMatch(deleting(owner, task.id()), "1")).kind())
        .isEqualTo(Failure.Kind.STALE);
    assertThat(household.reply(ifMatch(deleting(owner, task.id()), "2")))
        .isEqualTo(Reply.none().touching(Scope.residence(task.residenceId())));
    assertThat(household.failure(getting(owner, task.id())).kind())
        .isEqualTo(Failure.Kind.NOT_FOUND);
  }

  @Test
  void whoeverLeavesShouldLoseTheirTasks() {
    long member = household.person(residence, "member");
    var task = household.create(owner, residence, new JsonObject().put("assigned_to", member));

    household.execute("delete from residence_residenceuser where user_id = " + member);

    assertThat(household.read(owner, task.id()).assignedTo()).isNull();
    assertThat(household.failure(getting(member, task.id())).kind())
        .isEqualTo(Failure.Kind.NOT_FOUND);
  }

  @Test
  void everyOperationShouldCostOneRoundTrip() {
    var task = household.create(owner, residence, "monthly", "2026-05-10");

    for (var attempt :
        List.of(
            creating(owner, residence, everyField()),
            getting(owner, task.id()),
            patching(owner, task.id(), new JsonObject().put("title", "Renamed")),
            call(owner, "replaceTask", Map.of("id", task.id()), everyField()),
            Household.completing(owner, task.id(), LocalDate.of(2026, 10, 31)),
            Household.completing(owner, task.id(), LocalDate.of(2026, 10, 31)),
            Household.looking(owner),
            Household.looking(owner, "id", residence),
            Household.looking(owner, "updated_since", "2026-05-01T00:00:00Z"),
            deleting(owner, task.id()))) {
      var mark = household.fixture.wire().mark();
      household.reply(attempt);
      assertThat(household.fixture.wire().since(mark).count()).as(attempt.operation()).isEqualTo(1);
    }
  }
}
