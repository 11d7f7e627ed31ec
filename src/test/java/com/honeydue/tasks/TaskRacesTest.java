package com.honeydue.tasks;

import static com.honeydue.testing.ServiceFixture.call;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Reply;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.ServiceFixture;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many who change one task at the same moment, and what must hold whoever comes first. */
class TaskRacesTest extends AtHome {

  private static final long SEED = 4;

  private Call<Arguments> on(String operation, long id) {
    return call(owner, operation, Map.of("id", id));
  }

  private String ended(Future<Reply> call) {
    try {
      ServiceFixture.await(call);
      return "done";
    } catch (Failure failure) {
      return failure.code();
    }
  }

  private List<String> together(List<Call<Arguments>> calls) {
    var started = calls.stream().map(it -> household.fixture.start(household.service, it)).toList();
    return started.stream().map(this::ended).toList();
  }

  private List<Long> completions(Task task) {
    return household
        .fixture
        .database()
        .column("select id from task_taskcompletion where task_id = ? order by id", task.id())
        .stream()
        .map(Long.class::cast)
        .toList();
  }

  /** What the task keeps of its completions is what there is. */
  private void assertConsistent(Task task) {
    var now = household.read(owner, task.id());
    var completions = completions(task);
    assertThat(now.completionCount()).isEqualTo(completions.size());
    if (completions.isEmpty()) {
      assertThat(now.lastCompletion()).isNull();
    } else {
      assertThat(now.lastCompletion()).isNotNull();
      assertThat(now.lastCompletion().id()).isEqualTo(completions.getLast());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"schedule", "completion"})
  void whateverComesTogetherShouldLeaveTheTaskConsistent(String anchor) {
    var random = new Random(SEED);
    var task =
        household.create(
            owner,
            residence,
            new JsonObject()
                .put("frequency", "daily")
                .put("anchor", anchor)
                .put("due_date", "2026-05-04"));
    for (int round = 0; round < 25; round++) {
      var now = household.read(owner, task.id());
      var known = completions(task);
      List<Call<Arguments>> calls = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        calls.add(
            switch (random.nextInt(5)) {
              case 0 -> on("undoTask", task.id());
              case 1 ->
                  call(
                      owner,
                      "skipOccurrence",
                      Map.of("id", task.id()),
                      new JsonObject().put("occurrence", String.valueOf(now.nextDueDate())));
              case 2 ->
                  known.isEmpty()
                      ? on("markInProgress", task.id())
                      : on("deleteCompletion", known.get(random.nextInt(known.size())));
              default -> Household.completing(owner, task.id(), now.nextDueDate());
            });
      }
      assertThat(together(calls))
          .as("seed %d, round %d", SEED, round)
          .isSubsetOf(
              "done",
              "nothing_to_undo",
              "changed_meanwhile",
              "occurrence_not_open",
              "task_in_progress",
              "not_found");
      assertConsistent(task);
    }
  }

  @Test
  void deletingAllAtOnceShouldLeaveNone() {
    var task = household.create(owner, residence, "daily", "2026-05-04");
    var open = task;
    for (int i = 0; i < 12; i++) {
      open = household.complete(owner, open).task();
    }
    var ids = completions(task);

    var ended =
        together(
            IntStream.range(0, 24)
                .mapToObj(i -> on("deleteCompletion", ids.get(i % ids.size())))
                .toList());

    assertThat(ended).filteredOn("done"::equals).hasSize(12);
    assertThat(ended).filteredOn("not_found"::equals).hasSize(12);
    assertThat(completions(task)).isEmpty();
    assertConsistent(task);
  }

  /** Both look at the completions before either may change the task. */
  @Test
  void theNewestShouldNotGiveWayToOneThatIsDeletedMeanwhile() throws SQLException {
    var task = household.create(owner, residence, "daily", "2026-05-04");
    var first = household.complete(owner, task);
    var second = household.complete(owner, first.task());
    List<Future<Reply>> deletions = new ArrayList<>();
    try (var connection = household.fixture.database().connect();
        var session = connection.createStatement()) {
      connection.setAutoCommit(false);
      session.execute("select from task_task where id = " + task.id() + " for update");
      for (var done : List.of(first, second)) {
        deletions.add(
            household.fixture.start(
                household.service, on("deleteCompletion", done.completion().id())));
        Eventually.until("it waits for the task", () -> waiting() == deletions.size());
      }
      connection.commit();
    }
    assertThat(deletions.stream().map(this::ended)).containsOnly("done");
    assertConsistent(task);
  }

  private long waiting() {
    return household
        .fixture
        .database()
        .number(
            "select count(*) from pg_stat_activity where datname = current_database() and"
                + " wait_event_type = 'Lock'");
  }
}
