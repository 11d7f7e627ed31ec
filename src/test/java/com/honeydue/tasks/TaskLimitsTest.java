package com.honeydue.tasks;

import static com.honeydue.testing.ServiceFixture.call;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Reply;
import com.honeydue.testing.ServiceFixture;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** How many tasks the free tier holds: 100 over all homes of an account, archived ones apart. */
class TaskLimitsTest extends AtHome {

  private List<Future<Reply>> race(int callers, IntFunction<Call<Arguments>> calls) {
    List<Future<Reply>> attempts = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      attempts.add(household.fixture.start(household.service, calls.apply(i)));
    }
    attempts.forEach(attempt -> ServiceFixture.await(attempt.otherwiseEmpty()));
    return attempts;
  }

  private static List<Failure> refusals(List<Future<Reply>> attempts) {
    return attempts.stream()
        .filter(Future::failed)
        .map(attempt -> (Failure) attempt.cause())
        .toList();
  }

  private static Call<Arguments> bulk(long user, long residence, int many) {
    var tasks = new JsonArray();
    for (int i = 0; i < many; i++) {
      tasks.add(new JsonObject().put("template_id", 1 + i % 10));
    }
    return call(
        user,
        "createTasksBulk",
        Map.of(),
        new JsonObject().put("residence_id", residence).put("tasks", tasks));
  }

  private long count(long residence) {
    return household
        .fixture
        .database()
        .number(
            "select count(*) from task_task where residence_id = ? and not archived", residence);
  }

  @Test
  void itShouldHoldHoweverManyAreMadeAtOnce() {
    long person = household.fixture.person();
    long home = household.residence(person);
    household.fixture.reply(household.service, bulk(person, home, 60));

    var attempts = race(100, i -> Household.creating(person, home, new JsonObject()));

    assertThat(attempts.stream().filter(Future::succeeded)).hasSize(40);
    var refused = refusals(attempts);
    assertThat(refused).extracting(Failure::code).containsOnly("tier_limit_reached");
    assertThat(refused.getFirst().details())
        .containsEntry("limit", 100)
        .containsEntry("upgrade_trigger", "more_tasks")
        .containsKey("upgrade");
    assertThat(count(home)).isEqualTo(100);
  }

  @Test
  void manyShouldBeMadeTogetherOrNotAtAll() {
    long person = household.fixture.person();
    long home = household.residence(person);

    var attempts = race(30, i -> bulk(person, home, 30));

    assertThat(attempts.stream().filter(Future::succeeded)).hasSize(3);
    assertThat(refusals(attempts)).extracting(Failure::code).containsOnly("tier_limit_reached");
    assertThat(count(home)).isEqualTo(90);
  }

  @Test
  void whatIsArchivedShouldTakeNoRoomUntilItComesBack() {
    long person = household.fixture.person();
    long home = household.residence(person);
    var made =
        household.fixture.body(household.service, bulk(person, home, 100), TaskList.class).tasks();
    var archived = made.subList(0, 50);
    for (var task : archived) {
      household.fixture.reply(household.service, on(person, "archiveTask", task));
    }
    household.fixture.reply(household.service, bulk(person, home, 25));

    var back =
        race(50, i -> on(person, i % 2 == 0 ? "unarchiveTask" : "undoTask", archived.get(i)));

    assertThat(back.stream().filter(Future::succeeded)).hasSize(25);
    assertThat(refusals(back)).extracting(Failure::code).containsOnly("tier_limit_reached");
    assertThat(count(home)).isEqualTo(100);
  }

  private static Call<Arguments> on(long person, String operation, Task task) {
    return call(person, operation, Map.of("id", task.id()));
  }

  @Test
  void itShouldBeTheOwnersWhoeverMakesThem() {
    long person = household.fixture.person();
    long home = household.residence(person);
    long second = household.residence(person);
    long manager = household.person(home, "manager");
    household.fixture.makePro(manager);
    household.fixture.reply(household.service, bulk(person, second, 100));

    var refused =
        household.fixture.failure(
            household.service, Household.creating(manager, home, new JsonObject()));

    assertThat(refused.code()).isEqualTo("tier_limit_reached");
    household.fixture.makePro(person);
    assertThat(Objects.requireNonNull(household.create(manager, home, new JsonObject()).title()))
        .isNotEmpty();
  }
}
