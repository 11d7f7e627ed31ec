package com.honeydue.contractors;

import static com.honeydue.contractors.Directory.named;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Failure;
import com.honeydue.bus.Reply;
import com.honeydue.testing.ServiceFixture;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContractorListsTest extends WithContractors {

  @Test
  void listShouldHaveOnesOwnAndThoseOfTheHomes() {
    long other = directory.residence(owner);
    long member = directory.person(residence, "member");
    directory.create(owner, residence, "Of the home");
    directory.create(owner, other, "Of the cabin");
    directory.create(owner, named("The owner's"));
    directory.create(member, named("The member's"));

    assertThat(directory.names(owner))
        .containsExactly("Of the home", "Of the cabin", "The owner's");
    assertThat(directory.names(member)).containsExactly("Of the home", "The member's");
    assertThat(directory.names(owner, "residence_id", other)).containsExactly("Of the cabin");
    assertThat(directory.names(directory.fixture.person())).isEmpty();
    assertThat(
            directory
                .reply(Directory.listing(member, "contractorsByResidence", "id", residence))
                .body())
        .isEqualTo(directory.list(member, "residence_id", residence));
  }

  @Test
  void pagesShouldCoverTheListAndHoldWhenMoreAreAdded() {
    var made = new ArrayList<String>();
    for (int i = 0; i < 7; i++) {
      var body = named("Number " + i);
      directory.create(owner, i % 2 == 0 ? body : body.put("residence_id", residence));
      made.add("Number " + i);
    }

    List<String> seen = new ArrayList<>();
    @Nullable String cursor = null;
    do {
      var page =
          cursor == null
              ? directory.list(owner, "limit", 3L)
              : directory.list(owner, "limit", 3L, "cursor", cursor);
      page.items().forEach(one -> seen.add(one.name()));
      cursor = page.nextCursor();
    } while (cursor != null);

    assertThat(seen).isEqualTo(made);
  }

  @ParameterizedTest
  @ValueSource(strings = {"marin", "MARÍN", "marín plumb", "Plumbr", "oak lane", "0142", "heating"})
  void wordsShouldBeFoundWhateverTheirAccentsAndSlips(String words) {
    directory.create(
        owner,
        named("Rosa Marín")
            .put("company", "Marín Plumbing")
            .put("phone", "+1 512 555 0142")
            .put("address", "3 Oak Lane")
            .put("specialties", new JsonArray().add("hvac")));
    directory.create(owner, named("Zed Xylophone"));

    assertThat(directory.names(owner, "q", words)).containsExactly("Rosa Marín");
  }

  @Test
  void filtersShouldGoTogether() {
    var plumber = named("Rosa").put("specialties", new JsonArray().add("plumber"));
    var rosa = directory.create(owner, plumber);
    directory.create(owner, plumber.copy().put("name", "Sam"));
    directory.create(owner, named("Kim").put("specialties", new JsonArray().add("roofer")));
    directory.reply(Directory.toggling(owner, rosa.id()));

    assertThat(directory.names(owner, "specialty", "plumber")).containsExactly("Rosa", "Sam");
    assertThat(directory.names(owner, "specialty", "plumber", "favorite", false))
        .containsExactly("Sam");
    assertThat(directory.names(owner, "specialty", "roofer", "q", "kim")).containsExactly("Kim");
    assertThat(
            directory
                .failure(Directory.listing(owner, "listContractors", "q", "  "))
                .errors()
                .getFirst()
                .pointer())
        .isEqualTo("/query/q");
  }

  @Test
  void tasksShouldBeThoseThatNameThemAndThoseTheyDid() {
    var rosa = directory.create(owner, named("Rosa"));
    var sam = directory.create(owner, named("Sam"));
    long named = directory.task(residence, rosa.id());
    long done = directory.task(residence, sam.id());
    directory.completion(done, rosa.id(), "4");
    directory.completion(done, rosa.id(), "5");
    long elsewhere = directory.task(directory.residence(directory.fixture.person()), rosa.id());

    var tasks = directory.tasks(owner, rosa.id()).items();

    assertThat(tasks).extracting(ContractorTask::id).containsExactly(named, done);
    assertThat(tasks).extracting(ContractorTask::id).doesNotContain(elsewhere);
    assertThat(tasks.getFirst().assigned()).isTrue();
    assertThat(tasks.getFirst().doneCount()).isZero();
    assertThat(tasks.get(1).assigned()).isFalse();
    assertThat(tasks.get(1).doneCount()).isEqualTo(2);
    assertThat(tasks.get(1).lastDoneAt()).isNotNull();
    var first = directory.tasks(owner, rosa.id(), "limit", 1L);
    assertThat(
            directory.tasks(
                owner, rosa.id(), "limit", 1L, "cursor", String.valueOf(first.nextCursor())))
        .extracting(page -> page.items().getFirst().id())
        .isEqualTo(done);
  }

  @Test
  void theTierShouldHoldHoweverManyAreMadeAtOnce() {
    long manager = directory.person(residence, "manager");
    var attempts = new ArrayList<Future<Reply>>();
    for (int i = 0; i < 30; i++) {
      var body = named("Number " + i);
      attempts.add(
          directory.fixture.start(
              directory.service,
              Directory.creating(
                  i % 3 == 0 ? owner : manager,
                  i % 3 == 0 ? body : body.put("residence_id", residence))));
    }
    attempts.forEach(one -> ServiceFixture.await(one.otherwiseEmpty()));

    assertThat(attempts.stream().filter(Future::succeeded)).hasSize(10);
    assertThat(
            attempts.stream()
                .filter(Future::failed)
                .map(one -> (Failure) one.cause())
                .map(
                    failure ->
                        List.of(
                            failure.code(),
                            Objects.requireNonNull(failure.details().get("limit")),
                            Objects.requireNonNull(failure.details().get("upgrade_trigger")))))
        .containsOnly(List.of("tier_limit_reached", 10, "more_contractors"));
    directory.create(manager, named("The manager's own"));

    directory.fixture.makePro(owner);
    directory.create(manager, residence, "One more");
  }
}
