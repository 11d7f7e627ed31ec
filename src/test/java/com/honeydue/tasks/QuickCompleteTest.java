package com.honeydue.tasks;

import static com.honeydue.tasks.Household.completing;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Failure;
import com.honeydue.bus.Reply;
import com.honeydue.testing.ServiceFixture;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuickCompleteTest extends AtHome {

  /** Today is 2026-05-04. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // frequency, interval, due, next
        "daily, -, 2026-05-04, 2026-05-05",
        "daily, -, 2026-05-10, 2026-05-11",
        "daily, -, 2020-01-01, 2026-05-05",
        "weekly, -, 2026-05-04, 2026-05-11",
        "weekly, -, 2026-04-01, 2026-05-06",
        "biweekly, -, 2026-04-20, 2026-05-18",
        "monthly, -, 2026-01-31, 2026-05-31",
        "monthly, -, 2026-04-30, 2026-05-30",
        "quarterly, -, 2026-01-31, 2026-07-31",
        "half_yearly, -, 2025-08-31, 2026-08-31",
        "yearly, -, 2024-02-29, 2027-02-28",
        "every_n_days, 10, 2026-04-24, 2026-05-14",
        "every_n_weeks, 3, 2026-04-13, 2026-05-25",
        "every_n_months, 5, 2025-12-31, 2026-05-31",
        "every_n_years, 4, 2024-02-29, 2028-02-29",
      })
  void scheduledTaskShouldMoveToItsFirstDateAfterBothItsDueDateAndToday(
      String frequency, @Nullable Integer interval, String due, String next) {
    var fields =
        new JsonObject().put("frequency", frequency).put("due_date", due).put("interval", interval);
    var task = household.create(owner, residence, fields);

    var done = household.complete(owner, task);

    assertThat(done.task().nextDueDate()).isEqualTo(next);
    assertThat(done.task().completedAt()).isNull();
    assertThat(done.completion().occurrence()).isEqualTo(due);
  }

  @ParameterizedTest
  @CsvSource({
    "daily, 2026-04-01, 2026-05-05",
    "weekly, 2026-12-01, 2026-05-11",
    "monthly, 2026-01-31, 2026-06-04",
    "yearly, 2024-02-29, 2027-05-04",
  })
  void completionAnchoredTaskShouldCountFromTheDayItWasDone(
      String frequency, String due, String next) {
    var task =
        household.create(
            owner,
            residence,
            new JsonObject()
                .put("frequency", frequency)
                .put("due_date", due)
                .put("anchor", "completion"));

    assertThat(household.complete(owner, task).task().nextDueDate()).isEqualTo(next);
  }

  @Test
  void monthlyTaskShouldReturnToItsDayAfterAShortMonth() {
    var task = household.create(owner, residence, "monthly", "2026-01-31");
    String[][] steps = {
      {"2026-01-31T10:00:00Z", "2026-02-28"},
      {"2026-02-28T10:00:00Z", "2026-03-31"},
      {"2026-03-31T10:00:00Z", "2026-04-30"},
      {"2026-04-30T10:00:00Z", "2026-05-31"},
    };

    for (var step : steps) {
      household.at(step[0]);
      task = household.complete(owner, task).task();
      assertThat(task.nextDueDate()).isEqualTo(step[1]);
    }
    assertThat(task.completionCount()).isEqualTo(4);
  }

  @Test
  void undatedRecurringTaskShouldGetItsFirstDateAndKeepItsDay() {
    household.at("2026-01-31T10:00:00Z");
    var task = household.create(owner, residence, "monthly", null);

    var first = household.complete(owner, task).task();
    household.at("2026-02-28T10:00:00Z");
    var second = household.complete(owner, first).task();

    assertThat(first.nextDueDate()).isEqualTo("2026-02-28");
    assertThat(second.nextDueDate()).isEqualTo("2026-03-31");
  }

  @Test
  void oneOffTaskShouldBeCompleted() {
    var task = household.create(owner, residence, "once", "2026-05-10");

    var reply = household.reply(completing(owner, task.id(), LocalDate.of(2026, 5, 10)));

    assertThat(reply.outcome()).isEqualTo(Reply.Outcome.DONE);
    var done = (CompletedTask) java.util.Objects.requireNonNull(reply.body());
    assertThat(done.task().completedAt()).isEqualTo(Household.NOON);
    assertThat(done.task().nextDueDate()).isNull();
    assertThat(done.task().version()).isEqualTo(2);
    assertThat(done.task().lastCompletion())
        .isEqualTo(
            new LastCompletion(
                done.completion().id(), LocalDate.of(2026, 5, 10), Household.NOON, owner));
    assertThat(done.completion())
        .isEqualTo(
            new Completion(
                done.completion().id(),
                task.id(),
                residence,
                LocalDate.of(2026, 5, 10),
                Household.NOON,
                owner,
                null,
                null,
                null,
                null,
                List.of(),
                owner,
                1,
                done.completion().createdAt()));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"once, 2026-05-10", "once, -", "monthly, 2026-05-10", "monthly, -"})
  void tappingTwiceShouldCompleteOnce(String frequency, @Nullable String due) {
    var task = household.create(owner, residence, frequency, due);
    long other = household.person(residence, "member");
    var first = household.complete(owner, task);

    var again = household.reply(completing(other, task.id(), task.nextDueDate()));

    assertThat(again.outcome()).isEqualTo(Reply.Outcome.EXISTING);
    assertThat(again.body()).isEqualTo(first);
  }

  @Test
  void anOlderOccurrenceShouldStillAnswerWithItsCompletion() {
    var task = household.create(owner, residence, "daily", "2026-05-04");
    var first = household.complete(owner, task);
    household.complete(owner, first.task());

    var again =
        household.fixture.body(
            household.service,
            completing(owner, task.id(), task.nextDueDate()),
            CompletedTask.class);

    assertThat(again.completion()).isEqualTo(first.completion());
    assertThat(again.task().completionCount()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"once, -", "monthly, 2026-05-10", "daily, 2020-01-01"})
  void manyTapsAtOnceShouldCompleteOnce(String frequency, @Nullable String due) {
    var task = household.create(owner, residence, frequency, due);

    var taps =
        IntStream.range(0, 50)
            .mapToObj(
                i ->
                    household.fixture.start(
                        household.service, completing(owner, task.id(), task.nextDueDate())))
            .toList();

    var outcomes = taps.stream().map(ServiceFixture::await).map(Reply::outcome).toList();
    assertThat(outcomes).filteredOn(outcome -> outcome == Reply.Outcome.DONE).hasSize(1);
    assertThat(outcomes).filteredOn(outcome -> outcome == Reply.Outcome.EXISTING).hasSize(49);
    var ids = new HashSet<Long>();
    for (Future<Reply> tap : taps) {
      ids.add(
          ((CompletedTask) java.util.Objects.requireNonNull(tap.result().body()))
              .completion()
              .id());
    }
    assertThat(ids).as("everyone is told of the same completion").hasSize(1);
    assertThat(household.read(owner, task.id()).completionCount()).isEqualTo(1);
    assertThat(
            household
                .fixture
                .database()
                .number("select count(*) from task_taskcompletion where task_id = ?", task.id()))
        .isEqualTo(1);
  }

  @Test
  void occurrenceThatIsNotOpenShouldBeAConflict() {
    var task = household.create(owner, residence, "monthly", "2026-05-10");

    for (var other : new LocalDate[] {LocalDate.of(2026, 5, 11), null}) {
      var failure = household.failure(completing(owner, task.id(), other));
      assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFLICT);
      assertThat(failure.code()).isEqualTo("occurrence_not_open");
    }
    assertThat(household.read(owner, task.id())).isEqualTo(task);
  }

  @Test
  void cancelledAndArchivedTasksShouldSayWhyNot() {
    var cancelled = household.create(owner, residence, "monthly", "2026-05-10");
    var archived = household.create(owner, residence, "monthly", "2026-05-10");
    household.execute("update task_task set cancelled = true where id = " + cancelled.id());
    household.execute("update task_task set archived = true where id = " + archived.id());

    assertThat(household.failure(completing(owner, cancelled.id(), cancelled.nextDueDate())).code())
        .isEqualTo("task_cancelled");
    assertThat(household.failure(completing(owner, archived.id(), archived.nextDueDate())).code())
        .isEqualTo("task_archived");
  }

  @Test
  void memberMayCompleteAndTheTaskRemembersWhoDid() {
    long member = household.person(residence, "member");
    var task = household.create(owner, residence, "weekly", "2026-05-04");
    household.execute(
        "update task_task set in_progress = true, snoozed_until = '2026-05-06' where id = "
            + task.id());

    var done = household.complete(member, task);

    assertThat(done.completion().completedBy()).isEqualTo(member);
    assertThat(done.task().inProgress()).isFalse();
    assertThat(
            household
                .fixture
                .database()
                .column("select snoozed_until from task_task where id = ?", task.id()))
        .containsOnlyNulls();
    assertThat(
            household
                .fixture
                .database()
                .column(
                    "select prior_next_due_date || ' ' || prior_snoozed_until || ' ' ||"
                        + " prior_anchor_day || ' ' || prior_in_progress from task_taskcompletion"
                        + " where id = ?",
                    done.completion().id()))
        .as("what taking it back will need")
        .containsExactly("2026-05-04 2026-05-06 4 true");
  }

  /** The instant, the zone, and the day a daily task is next due when it is completed then. */
  @ParameterizedTest
  @CsvSource({
    "2026-05-04T11:59:59Z, Etc/GMT+12, 2026-05-04",
    "2026-05-04T12:00:00Z, Etc/GMT+12, 2026-05-05",
    "2026-05-04T09:59:59Z, Pacific/Kiritimati, 2026-05-05",
    "2026-05-04T10:00:00Z, Pacific/Kiritimati, 2026-05-06",
    "2026-05-04T13:59:59Z, Australia/Sydney, 2026-05-05",
    "2026-05-04T14:00:00Z, Australia/Sydney, 2026-05-06",
    "2026-05-04T18:14:59Z, Asia/Kathmandu, 2026-05-05",
    "2026-05-04T18:15:00Z, Asia/Kathmandu, 2026-05-06",
    // the night on which New York goes to summer time, and the one on which it returns
    "2026-03-08T04:59:59Z, America/New_York, 2026-03-08",
    "2026-03-08T05:00:00Z, America/New_York, 2026-03-09",
    "2026-03-09T03:59:59Z, America/New_York, 2026-03-09",
    "2026-03-09T04:00:00Z, America/New_York, 2026-03-10",
    "2026-11-02T04:59:59Z, America/New_York, 2026-11-02",
    "2026-11-02T05:00:00Z, America/New_York, 2026-11-03",
  })
  void todayShouldBeTheDayAtHome(String instant, String timeZone, String next) {
    long home = household.residence(household.fixture.person(), timeZone);
    long resident = household.person(home, "manager");
    var task = household.create(resident, home, "daily", "2026-01-01");
    household.at(instant);

    var done = household.complete(resident, task);

    assertThat(done.task().nextDueDate()).isEqualTo(next);
    assertThat(done.completion().performedAt()).isEqualTo(Instant.parse(instant));
  }
}
