package com.honeydue.contractors;

import static com.honeydue.contractors.Directory.creating;
import static com.honeydue.contractors.Directory.deleting;
import static com.honeydue.contractors.Directory.getting;
import static com.honeydue.contractors.Directory.named;
import static com.honeydue.contractors.Directory.toggling;
import static com.honeydue.contractors.Directory.updating;
import static com.honeydue.testing.ServiceFixture.ifMatch;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Failure;
import com.honeydue.bus.FieldError;
import com.honeydue.bus.Scope;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContractorServiceTest extends WithContractors {

  private JsonObject everyField() {
    return named("Rosa Marín")
        .put("residence_id", residence)
        .put("company", "Marín Plumbing")
        .put("phone", "+1 512 555 0142")
        .put("email", "rosa@marin.example")
        .put("website", "https://marin.example/contact")
        .put("address", "3 Oak Lane, Austin")
        .put("specialties", new JsonArray().add("plumber").add("hvac"))
        .put("notes", "Ask for Rosa");
  }

  @Test
  void createShouldKeepEveryField() {
    var made = directory.create(owner, everyField());

    assertThat(made)
        .isEqualTo(
            new Contractor(
                made.id(),
                residence,
                "Rosa Marín",
                "Marín Plumbing",
                "+1 512 555 0142",
                "rosa@marin.example",
                "https://marin.example/contact",
                "3 Oak Lane, Austin",
                List.of("plumber", "hvac"),
                "Ask for Rosa",
                null,
                0,
                0,
                false,
                false,
                owner,
                1,
                made.createdAt(),
                made.updatedAt()));
    assertThat(directory.read(owner, made.id())).isEqualTo(made);
  }

  @Test
  void whoIsWhatShouldDecideWhatTheyMay() {
    long manager = directory.person(residence, "manager");
    long member = directory.person(residence, "member");
    long stranger = directory.fixture.person();
    var homes = directory.create(manager, residence, "Of the home");
    var own = directory.create(member, named("My own"));

    assertThat(directory.read(member, homes.id()).name()).isEqualTo("Of the home");
    for (var attempt :
        List.of(
            creating(member, named("No").put("residence_id", residence)),
            updating(member, homes.id(), named("No")),
            deleting(member, homes.id()))) {
      assertThat(directory.failure(attempt).code()).isEqualTo("role_too_low");
    }
    for (var attempt :
        List.of(
            creating(stranger, named("No").put("residence_id", residence)),
            getting(stranger, homes.id()),
            updating(stranger, homes.id(), named("No").put("specialties", astrology())),
            deleting(stranger, homes.id()),
            toggling(stranger, homes.id()),
            getting(owner, own.id()),
            updating(owner, own.id(), named("No")),
            deleting(owner, own.id()),
            toggling(owner, own.id()),
            Directory.listing(stranger, "listContractors", "residence_id", residence),
            Directory.listing(stranger, "contractorsByResidence", "id", residence),
            Directory.listing(owner, "contractorTasks", "id", own.id()))) {
      assertThat(directory.failure(attempt).kind())
          .as("%s", attempt)
          .isEqualTo(Failure.Kind.NOT_FOUND);
    }
    assertThat(directory.update(manager, homes.id(), named("Renamed")).version()).isEqualTo(2);
  }

  private static JsonArray astrology() {
    return new JsonArray().add("astrology");
  }

  @Test
  void writesShouldRefuseWhatTheSchemaCanNotSay() {
    var made = directory.create(owner, everyField());
    for (var wrong :
        List.of(
            named("x").put("specialties", astrology()),
            named("x").put("website", "javascript:alert(1)"),
            named("x").put("website", "https://user@evil.example/"),
            named("x").put("website", "marin.example/contact"),
            named("x").put("notes", "\0"))) {
      var field = wrong.fieldNames().stream().filter(name -> !name.equals("name")).findFirst();
      for (var attempt : List.of(creating(owner, wrong), updating(owner, made.id(), wrong))) {
        var failure = directory.failure(attempt);
        assertThat(failure.kind()).as("%s", wrong).isEqualTo(Failure.Kind.INVALID);
        assertThat(failure.errors())
            .extracting(FieldError::pointer)
            .containsExactly("/" + field.orElseThrow());
      }
    }
    assertThat(directory.read(owner, made.id())).isEqualTo(made);
  }

  @Test
  void patchShouldChangeWhatIsNamedAndClearWhatIsNull() {
    var before = directory.create(owner, everyField());

    var after =
        directory.update(
            owner,
            before.id(),
            new JsonObject()
                .put("phone", "110")
                .putNull("notes")
                .put("specialties", new JsonArray()));

    assertThat(after.phone()).isEqualTo("110");
    assertThat(after.notes()).isNull();
    assertThat(after.specialties()).isEmpty();
    assertThat(after.company()).isEqualTo("Marín Plumbing");
    assertThat(after.version()).isEqualTo(2);
  }

  @Test
  void writesShouldRefuseAVersionThatHasPassed() {
    var made = directory.create(owner, everyField());
    directory.update(owner, made.id(), named("Newer"));

    for (var attempt :
        List.of(updating(owner, made.id(), named("Late")), deleting(owner, made.id()))) {
      assertThat(directory.failure(ifMatch(attempt, "1")).kind()).isEqualTo(Failure.Kind.STALE);
    }
    assertThat(directory.reply(ifMatch(updating(owner, made.id(), named("Newest")), "2")).tag())
        .isEqualTo("3");
    directory.reply(ifMatch(deleting(owner, made.id()), "3"));
    assertThat(directory.failure(getting(owner, made.id())).kind())
        .isEqualTo(Failure.Kind.NOT_FOUND);
  }

  @Test
  void onesOwnMayBeGivenToAHomeAndStaysThere() {
    long other = directory.residence(owner);
    var own = directory.create(owner, named("Sam"));
    long member = directory.person(residence, "member");

    assertThat(
            directory
                .failure(
                    updating(member, own.id(), new JsonObject().put("residence_id", residence)))
                .kind())
        .isEqualTo(Failure.Kind.NOT_FOUND);
    var given = directory.update(owner, own.id(), new JsonObject().put("residence_id", residence));
    assertThat(given.residenceId()).isEqualTo(residence);
    assertThat(directory.read(member, own.id()).name()).isEqualTo("Sam");
    for (var body :
        List.of(
            new JsonObject().put("residence_id", other),
            new JsonObject().putNull("residence_id"))) {
      assertThat(directory.failure(updating(owner, own.id(), body)).code())
          .isEqualTo("contractor_attached");
    }
    var mine = directory.create(member, named("Mine"));
    assertThat(
            directory
                .failure(
                    updating(member, mine.id(), new JsonObject().put("residence_id", residence)))
                .code())
        .as("a member adds nothing to a home")
        .isEqualTo("role_too_low");
    assertThat(
            directory
                .failure(updating(member, mine.id(), new JsonObject().put("residence_id", other)))
                .kind())
        .isEqualTo(Failure.Kind.NOT_FOUND);
  }

  @Test
  void favouritesShouldBeEachPersonsOwn() {
    long member = directory.person(residence, "member");
    var made = directory.create(owner, residence, "Rosa");

    var liked = (Contractor) directory.reply(toggling(member, made.id())).body();

    assertThat(liked).isNotNull();
    assertThat(liked.isFavorite()).isTrue();
    assertThat(liked.version()).isEqualTo(2);
    assertThat(directory.read(member, made.id()).isFavorite()).isTrue();
    assertThat(directory.read(owner, made.id()).isFavorite()).isFalse();
    assertThat(directory.names(member, "favorite", true)).containsExactly("Rosa");
    assertThat(directory.names(owner, "favorite", true)).isEmpty();
    directory.reply(toggling(member, made.id()));
    assertThat(directory.read(member, made.id()).isFavorite()).isFalse();
  }

  @Test
  void ratingAndCountsShouldFollowCompletions() {
    var rosa = directory.create(owner, residence, "Rosa");
    var sam = directory.create(owner, residence, "Sam");
    long task = directory.task(residence, rosa.id());
    directory.completion(task, rosa.id(), "5");
    long second = directory.completion(task, rosa.id(), "4");
    directory.completion(task, rosa.id(), "null");

    var rated = directory.read(owner, rosa.id());
    assertThat(rated.rating()).isEqualTo(4.5);
    assertThat(rated.ratingCount()).isEqualTo(2);
    assertThat(rated.completionCount()).isEqualTo(3);
    assertThat(rated.version()).as("what it shows has changed").isEqualTo(4);

    directory.execute(
        "update task_taskcompletion set contractor_id = %d, rating = 1 where id = %d"
            .formatted(sam.id(), second));
    assertThat(directory.read(owner, rosa.id()).rating()).isEqualTo(5.0);
    assertThat(directory.read(owner, sam.id()).rating()).isEqualTo(1.0);

    directory.execute("delete from task_task where id = " + task);
    var none = directory.read(owner, rosa.id());
    assertThat(none.rating()).isNull();
    assertThat(none.completionCount()).isZero();
  }

  @Test
  void readsShouldSayWhichHomesTheyShowSomethingOf() {
    var own = directory.create(owner, named("Sam"));
    assertThat(directory.reply(getting(owner, own.id())).scopes())
        .containsExactly(Scope.user(owner));

    directory.completion(directory.task(residence, own.id()), own.id(), "3");

    assertThat(directory.reply(getting(owner, own.id())).scopes())
        .containsExactlyInAnyOrder(Scope.user(owner), Scope.residence(residence));
  }

  @Test
  void tasksShouldStayWhenTheirContractorGoes() {
    var rosa = directory.create(owner, residence, "Rosa");
    long task = directory.task(residence, rosa.id());
    long completion = directory.completion(task, rosa.id(), "5");

    var gone = directory.reply(deleting(owner, rosa.id()));

    assertThat(gone.scopes()).containsExactly(Scope.residence(residence));
    assertThat(
            directory
                .fixture
                .database()
                .column(
                    "select contractor_id is null and version = 2 from task_task where id = ?",
                    task))
        .containsExactly(true);
    assertThat(
            directory
                .fixture
                .database()
                .column(
                    "select contractor_id is null and version = 2 from task_taskcompletion where id"
                        + " = ?",
                    completion))
        .containsExactly(true);
  }

  @Test
  void theTrailShouldTellWhatBecameOfThem() {
    var rosa = directory.create(owner, residence, "Rosa");
    directory.update(owner, rosa.id(), named("Rosa M."));
    directory.reply(deleting(owner, rosa.id()));
    directory.create(owner, named("My own"));

    assertThat(
            directory
                .fixture
                .database()
                .column(
                    "select action || ' ' || contractor_name from residence_residenceevent where"
                        + " residence_id = ? order by id",
                    residence))
        .containsExactly(
            "contractor_added Rosa", "contractor_edited Rosa M.", "contractor_removed Rosa M.");
  }
}
