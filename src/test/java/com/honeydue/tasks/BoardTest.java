package com.honeydue.tasks;

import static com.honeydue.tasks.Household.cards;
import static com.honeydue.tasks.Household.column;
import static com.honeydue.tasks.Household.columnOf;
import static com.honeydue.tasks.Household.looking;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Failure;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoardTest extends AtHome {

  private Task once(@Nullable String due) {
    return household.create(owner, residence, "once", due);
  }

  private long flagged(String column) {
    var task = once("2026-05-01");
    household.execute("update task_task set %s = true where id = %d".formatted(column, task.id()));
    return task.id();
  }

  @Test
  void everyCardShouldBeInTheFirstColumnThatFits() {
    var expected = new HashMap<Long, String>();
    expected.put(once("2026-05-03").id(), "overdue");
    expected.put(once("2026-05-04").id(), "due_soon");
    expected.put(once("2026-06-03").id(), "due_soon");
    expected.put(once("2026-06-04").id(), "upcoming");
    expected.put(once(null).id(), "upcoming");
    expected.put(flagged("in_progress"), "in_progress");
    expected.put(flagged("cancelled"), "cancelled");
    expected.put(flagged("archived"), "");
    var done = once("2026-05-01");
    household.complete(owner, done);
    expected.put(done.id(), "completed");
    var recurring = household.create(owner, residence, "yearly", "2026-05-01");
    household.complete(owner, recurring);
    expected.put(recurring.id(), "upcoming");

    var board = household.board(owner);

    expected.forEach((id, column) -> assertThat(columnOf(board, id)).isEqualTo(column));
    assertThat(board.columns())
        .extracting(Board.Column::name)
        .containsExactly(
            "overdue", "due_soon", "in_progress", "upcoming", "completed", "cancelled");
    assertThat(board.columns())
        .allSatisfy(column -> assertThat(column.count()).isEqualTo(column.tasks().size()));
    assertThat(board.residences())
        .containsExactly(new Board.Home(residence, "owner", LocalDate.of(2026, 5, 4)));
    assertThat(board.days()).isEqualTo(30);
    assertThat(board.deletedIds()).isEmpty();
  }

  @Test
  void thresholdShouldBeTheCallers() {
    var task = once("2026-05-14");

    assertThat(columnOf(household.board(owner, "days", 9L), task.id())).isEqualTo("upcoming");
    assertThat(columnOf(household.board(owner, "days", 10L), task.id())).isEqualTo("due_soon");
  }

  @Test
  void snoozedTaskShouldHaveTheColumnOfTheDayItWasSnoozedTo() {
    var task = once("2026-05-01");
    household.execute("update task_task set snoozed_until = '2026-07-01' where id = " + task.id());

    assertThat(columnOf(household.board(owner), task.id())).isEqualTo("upcoming");
  }

  @Test
  void emptyBoardsShouldHaveTheirColumns() {
    var empty = household.board(owner);
    var homeless = household.board(household.fixture.person());

    for (var board : List.of(empty, homeless)) {
      assertThat(board.columns())
          .hasSize(6)
          .allSatisfy(column -> assertThat(column.count()).isZero());
    }
    assertThat(empty.residences()).hasSize(1);
    assertThat(homeless.residences()).isEmpty();
  }

  @Test
  void aBoardOfOneShouldShowAllThatACardHas() {
    var made =
        household.create(
            owner,
            residence,
            new JsonObject()
                .put("frequency", "every_n_weeks")
                .put("interval", 6)
                .put("due_date", "2026-05-01")
                .put("priority", "high")
                .put("category", "safety")
                .put("assigned_to", owner));
    var task = household.complete(owner, made).task();

    assertThat(cards(household.board(owner)))
        .containsExactly(
            new TaskCard(
                task.id(),
                residence,
                "Clean the gutters",
                "safety",
                "high",
                "every_n_weeks",
                6,
                LocalDate.of(2026, 5, 1),
                LocalDate.of(2026, 6, 12),
                null,
                owner,
                false,
                false,
                false,
                null,
                1,
                task.lastCompletion(),
                List.of(
                    "complete",
                    "mark_in_progress",
                    "snooze",
                    "skip",
                    "edit",
                    "cancel",
                    "archive",
                    "delete"),
                2,
                task.updatedAt()));
  }

  @Test
  void aBoardOfTwoThousandShouldHaveEveryCardOnceButThoseThatWereDoneLongAgo() {
    household.execute(
        """
        insert into task_task (residence_id, title, due_date, next_due_date, cancelled, completed_at)
        select %d, 'Task ' || n, date '2026-01-01' + n %% 365, date '2026-01-01' + n %% 365, n %% 7 = 0,
          case when n %% 5 = 0 then timestamptz '2026-01-01' + n * interval '1 hour' end
        from generate_series(1, 2000) n
        """
            .formatted(residence));

    var mark = household.fixture.wire().mark();
    var board = household.board(owner);

    assertThat(household.fixture.wire().since(mark).count()).isEqualTo(1);
    int done = 2000 / 5 - 2000 / 35;
    assertThat(cards(board).map(TaskCard::id).distinct()).hasSize(2000 - done + 50);
    assertThat(board.columns().stream().mapToInt(Board.Column::count).sum()).isEqualTo(2000);
    assertThat(column(board, "cancelled")).hasSize(2000 / 7);
    var completed = column(board, "completed").stream().map(TaskCard::completedAt).toList();
    assertThat(completed)
        .isSortedAccordingTo(
            (a, b) ->
                java.util.Objects.requireNonNull(b).compareTo(java.util.Objects.requireNonNull(a)));
    for (var name : List.of("overdue", "due_soon", "upcoming")) {
      assertThat(column(board, name)).isNotEmpty().extracting(TaskCard::nextDueDate).isSorted();
    }
  }

  @Test
  void sameDayShouldShowTheMoreUrgentFirst() {
    var ids =
        List.of("low", "urgent", "medium", "high", "urgent").stream()
            .map(
                priority ->
                    household.create(
                        owner,
                        residence,
                        new JsonObject().put("due_date", "2026-05-10").put("priority", priority)))
            .map(Task::id)
            .toList();

    assertThat(column(household.board(owner), "due_soon"))
        .extracting(TaskCard::id)
        .containsExactly(ids.get(1), ids.get(4), ids.get(3), ids.get(2), ids.get(0));
    assertThat(
            household
                .fixture
                .database()
                .column("select code from task_taskpriority order by rank desc"))
        .as("the order of the lookup")
        .containsExactlyElementsOf(BoardBuilder.PRIORITIES);
  }

  @Test
  void boardShouldCoverTheCallersResidencesAndNoOthers() {
    long second = household.residence(owner);
    long foreign = household.residence(household.fixture.person());
    household.fixture.join(owner, foreign, "member");
    long unseen = household.residence(household.fixture.person());
    for (long home : List.of(residence, second, foreign, unseen)) {
      household.execute(
          "insert into task_task (residence_id, title) values (%d, 'Somewhere')".formatted(home));
    }

    var all = household.board(owner);
    var one = household.board(owner, "residence_id", second);
    var byResidence = household.board(owner, "id", foreign);

    assertThat(all.residences())
        .extracting(Board.Home::id)
        .containsExactlyInAnyOrder(residence, second, foreign);
    assertThat(cards(all))
        .extracting(TaskCard::residenceId)
        .containsExactlyInAnyOrder(residence, second, foreign);
    assertThat(cards(one)).extracting(TaskCard::residenceId).containsExactly(second);
    assertThat(cards(byResidence)).extracting(TaskCard::residenceId).containsExactly(foreign);
    assertThat(byResidence.residences()).extracting(Board.Home::role).containsExactly("member");
    assertThat(household.failure(looking(owner, "id", unseen)).kind())
        .isEqualTo(Failure.Kind.NOT_FOUND);
    assertThat(household.failure(looking(owner, "residence_id", unseen)).kind())
        .isEqualTo(Failure.Kind.NOT_FOUND);
  }

  @Test
  void actionsShouldFitTheRoleAndTheState() {
    long member = household.person(residence, "member");
    long manager = household.person(residence, "manager");
    long open = once("2026-05-10").id();
    long cancelled = flagged("cancelled");

    var members =
        cards(household.board(member)).collect(Collectors.toMap(TaskCard::id, TaskCard::actions));
    var managers =
        cards(household.board(manager)).collect(Collectors.toMap(TaskCard::id, TaskCard::actions));

    assertThat(members)
        .isEqualTo(Map.of(open, List.of("complete", "mark_in_progress"), cancelled, List.of()));
    assertThat(managers)
        .isEqualTo(
            Map.of(
                open,
                List.of(
                    "complete",
                    "mark_in_progress",
                    "snooze",
                    "edit",
                    "cancel",
                    "archive",
                    "delete"),
                cancelled,
                List.of("edit", "uncancel", "archive", "delete")));
  }

  /** At 12:00 UTC on 4 May, a task that is due on the 4th. */
  @ParameterizedTest
  @CsvSource({
    "Etc/GMT+12, 2026-05-04, due_soon",
    "Pacific/Pago_Pago, 2026-05-04, due_soon",
    "America/St_Johns, 2026-05-04, due_soon",
    "UTC, 2026-05-04, due_soon",
    "Asia/Kathmandu, 2026-05-04, due_soon",
    "Australia/Sydney, 2026-05-04, due_soon",
    "Pacific/Auckland, 2026-05-05, overdue",
    "Pacific/Chatham, 2026-05-05, overdue",
    "Pacific/Kiritimati, 2026-05-05, overdue",
  })
  void overdueShouldBeginAtMidnightAtHome(String timeZone, LocalDate today, String column) {
    long home = household.residence(owner, timeZone);
    var task = household.create(owner, home, "once", "2026-05-04");

    var board = household.board(owner);

    assertThat(columnOf(board, task.id())).isEqualTo(column);
    assertThat(board.residences()).contains(new Board.Home(home, "owner", today));
  }

  @Test
  void tagShouldChangeWithWhatIsShownAndNotOtherwise() {
    long member = household.person(residence, "member");
    var task = once("2026-05-10");
    var tag = tag(owner);

    household.at("2026-05-04T20:00:00Z");
    assertThat(tag(owner)).as("later on the same day").isEqualTo(tag);
    assertThat(tag(member)).as("another role").isNotEqualTo(tag);
    assertThat(household.reply(looking(owner, "days", 3L)).tag())
        .as("another threshold")
        .isNotEqualTo(tag);
    household.at("2026-05-05T00:00:00Z");
    assertThat(tag(owner)).as("another day").isNotEqualTo(tag);
    household.atNoon();
    household.patch(owner, task.id(), new JsonObject().put("title", "Renamed"));
    assertThat(tag(owner)).as("another version").isNotEqualTo(tag);
  }

  private static @Nullable String tag(long user) {
    return household.reply(looking(user)).tag();
  }
}
