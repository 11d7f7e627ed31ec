package com.honeydue.tasks;

import static com.honeydue.tasks.Household.creating;
import static com.honeydue.tasks.Household.patching;
import static com.honeydue.testing.ServiceFixture.call;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.FieldError;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whom tasks and completions may name. */
class NamedContractorTest extends AtHome {

  private static JsonObject by(long contractor) {
    return new JsonObject().put("contractor_id", contractor);
  }

  private static Call<Arguments> completing(long user, Task task, long contractor) {
    return call(
        user,
        "createCompletion",
        Map.of(),
        by(contractor)
            .put("task_id", task.id())
            .put("occurrence", String.valueOf(task.nextDueDate())));
  }

  private static Call<Arguments> correcting(long user, long completion, long contractor) {
    return call(user, "updateCompletion", Map.of("id", completion), by(contractor));
  }

  @Test
  void contractorsOfTheHomeAndOnesOwnMayBeNamed() {
    long member = household.person(residence, "member");
    long homes = household.contractor(residence);
    long own = household.contractorOf(member);
    var task = household.create(owner, residence, "monthly", "2026-05-01");

    assertThat(household.patch(owner, task.id(), by(homes)).contractorId()).isEqualTo(homes);
    var done =
        household.fixture.body(
            household.service, completing(member, task, own), CompletedTask.class);
    assertThat(done.completion().contractorId()).isEqualTo(own);
    var moved =
        household.fixture.body(
            household.service, correcting(owner, done.completion().id(), homes), Completion.class);
    assertThat(moved.contractorId()).isEqualTo(homes);
  }

  @Test
  void nobodyElsesMayBeNamed() {
    var task = household.create(owner, residence, "monthly", "2026-05-01");
    long elsewhere = household.contractor(household.residence(household.fixture.person()));
    long somebodys = household.contractorOf(household.person(residence, "manager"));
    var done = household.complete(owner, task).completion();
    var again = household.read(owner, task.id());

    for (long contractor : List.of(elsewhere, somebodys, Long.MAX_VALUE)) {
      for (var attempt :
          List.of(
              creating(owner, residence, by(contractor)),
              patching(owner, task.id(), by(contractor)),
              completing(owner, again, contractor),
              correcting(owner, done.id(), contractor))) {
        assertThat(household.failure(attempt).errors())
            .extracting(FieldError::pointer)
            .as("%s", attempt)
            .containsExactly("/contractor_id");
      }
    }
  }

  @Test
  void oneThatStandsThereMayStayWhoeverNamedIt() {
    long manager = household.person(residence, "manager");
    long own = household.contractorOf(manager);
    var task = household.create(manager, residence, by(own));

    var patched = household.patch(owner, task.id(), by(own).put("notes", "With a ladder"));

    assertThat(patched.contractorId()).isEqualTo(own);
    assertThat(patched.notes()).isEqualTo("With a ladder");
  }
}
