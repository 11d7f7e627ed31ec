package com.honeydue.residences;

import static com.honeydue.testing.ServiceFixture.call;
import static com.honeydue.testing.ServiceFixture.ifMatch;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Failure;
import com.honeydue.bus.FieldError;
import com.honeydue.bus.Money;
import com.honeydue.bus.Reply;
import com.honeydue.bus.Scope;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ResidenceServiceTest {

  @SuppressWarnings("NullAway.Init")
  private static Homes homes;

  @BeforeAll
  static void open() {
    homes = new Homes();
  }

  @AfterAll
  static void close() {
    homes.close();
  }

  @Test
  void createShouldKeepEveryField() {
    long owner = homes.fixture.person();

    var made = homes.create(owner, Homes.everyField());

    assertThat(made)
        .isEqualTo(
            new Residence(
                made.id(),
                "Maple Street",
                "townhouse",
                "12 Maple Street",
                "Rear",
                "Zürich",
                "ZH",
                "8001",
                "CH",
                "Europe/Zurich",
                3,
                2.5,
                1850,
                0.25,
                1987,
                LocalDate.of(2019, 6, 14),
                new Money(41500000, "CHF"),
                "Heat pump in the cellar \uD83C\uDFE0",
                false,
                false,
                "owner",
                owner,
                1,
                made.createdAt(),
                made.updatedAt()));
    assertThat(homes.read(owner, made.id())).isEqualTo(made);
  }

  @Test
  void createShouldFillInDefaults() {
    long owner = homes.fixture.person();
    homes
        .fixture
        .database()
        .execute(
            "insert into user_userprofile (user_id, time_zone) values (%d, 'Asia/Tokyo')"
                .formatted(owner));

    var made = homes.create(owner, "Home");

    assertThat(made.type()).isEqualTo("house");
    assertThat(made.timeZone()).as("the owner's own").isEqualTo("Asia/Tokyo");
    assertThat(made.isPrimary()).as("the first home").isTrue();
    assertThat(made.purchasePrice()).isNull();
  }

  @Test
  void createShouldRefuseWhatTheSchemaCanNotSay() {
    long owner = homes.fixture.person();
    var wrong =
        Map.of(
            "time_zone", "Mars/Olympus",
            "type", "castle",
            "purchase_date", "2019-02-30",
            "description", "nul \0 character");

    wrong.forEach(
        (field, value) -> {
          var failure =
              homes.fixture.failure(
                  homes.service,
                  call(
                      owner,
                      "createResidence",
                      Map.of(),
                      new JsonObject().put("name", "Home").put(field, value)));

          assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID);
          assertThat(failure.errors()).extracting(FieldError::pointer).containsExactly("/" + field);
        });
    assertThat(homes.list(owner, 10, null).items()).isEmpty();
    assertThat(homes.create(owner, "Home").isPrimary())
        .as("no refused attempt was counted")
        .isTrue();
  }

  @Test
  void listShouldPageInOrderAndStayStableUnderInserts() {
    long owner = homes.fixture.person();
    homes.fixture.makePro(owner);
    var made = IntStream.range(0, 5).mapToObj(i -> homes.create(owner, "Home " + i).id()).toList();

    var first = homes.list(owner, 2, null);
    homes.create(owner, "Later");
    var second = homes.list(owner, 2, first.nextCursor());
    var third = homes.list(owner, 2, second.nextCursor());

    assertThat(first.items())
        .extracting(Residence::id)
        .containsExactlyElementsOf(made.subList(0, 2));
    assertThat(second.items())
        .extracting(Residence::id)
        .containsExactlyElementsOf(made.subList(2, 4));
    assertThat(third.items()).extracting(Residence::name).containsExactly("Home 4", "Later");
    assertThat(third.nextCursor()).isNull();
  }

  @Test
  void listShouldRefuseForeignCursors() {
    long owner = homes.fixture.person();
    for (String cursor : List.of("x", "%%%", "AAAAAAAAAAAA", "Av__________")) {
      var failure =
          homes.fixture.failure(
              homes.service, call(owner, "listResidences", Map.of("limit", 10L, "cursor", cursor)));
      assertThat(failure.errors()).extracting(FieldError::pointer).containsExactly("/query/cursor");
    }
  }

  @Test
  void listTagShouldChangeWithWhatIsShown() {
    long owner = homes.fixture.person();
    long member = homes.fixture.person();
    var home = homes.create(owner, "Home");
    homes.fixture.join(member, home.id(), "member");
    var ownersTag = listTag(owner);

    assertThat(listTag(owner)).as("unchanged").isEqualTo(ownersTag);
    assertThat(listTag(member)).as("another role").isNotEqualTo(ownersTag);
    homes.fixture.reply(
        homes.service, Homes.update(owner, home.id(), new JsonObject().put("name", "Renamed")));
    assertThat(listTag(owner)).as("another version").isNotEqualTo(ownersTag);
  }

  private static @Nullable String listTag(long user) {
    return homes
        .fixture
        .reply(homes.service, call(user, "listResidences", Map.of("limit", 10L)))
        .tag();
  }

  @Test
  void strangersShouldLearnNothing() {
    var home = homes.create(homes.fixture.person(), "Private");
    long stranger = homes.fixture.person();
    long missing = 9_000_000_000L;

    for (var attempt :
        List.of(
            Homes.get(stranger, home.id()),
            Homes.update(stranger, home.id(), new JsonObject().put("name", "Mine now")),
            Homes.update(stranger, home.id(), new JsonObject().put("type", "castle")),
            Homes.delete(stranger, home.id()),
            ifMatch(Homes.delete(stranger, home.id()), "1"))) {
      var failure = homes.fixture.failure(homes.service, attempt);
      assertThat(failure.kind()).isEqualTo(Failure.Kind.NOT_FOUND);
      assertThat(failure.message())
          .isEqualTo(homes.fixture.failure(homes.service, Homes.get(stranger, missing)).message());
    }
    assertThat(homes.list(stranger, 10, null).items()).isEmpty();
    assertThat(homes.read(home.ownerId(), home.id())).isEqualTo(home);
  }

  @Test
  void rolesShouldDecideWhoMayWhat() {
    long owner = homes.fixture.person();
    long manager = homes.fixture.person();
    long member = homes.fixture.person();
    var home = homes.create(owner, "Shared");
    homes.fixture.join(manager, home.id(), "manager");
    homes.fixture.join(member, home.id(), "member");
    var rename = new JsonObject().put("name", "Renamed");

    assertThat(homes.read(member, home.id()).role()).isEqualTo("member");
    assertThat(homes.read(manager, home.id()).role()).isEqualTo("manager");
    assertThat(homes.fixture.failure(homes.service, Homes.update(member, home.id(), rename)).kind())
        .isEqualTo(Failure.Kind.FORBIDDEN);
    assertThat(homes.fixture.failure(homes.service, Homes.delete(member, home.id())).kind())
        .isEqualTo(Failure.Kind.FORBIDDEN);
    assertThat(homes.fixture.failure(homes.service, Homes.delete(manager, home.id())).kind())
        .isEqualTo(Failure.Kind.FORBIDDEN);
    assertThat(
            homes
                .fixture
                .failure(
                    homes.service,
                    Homes.update(manager, home.id(), new JsonObject().put("is_primary", false)))
                .kind())
        .as("which home is the main one is its owner's business")
        .isEqualTo(Failure.Kind.FORBIDDEN);
    assertThat(
            homes
                .fixture
                .body(homes.service, Homes.update(manager, home.id(), rename), Residence.class)
                .name())
        .isEqualTo("Renamed");
    assertThat(homes.fixture.reply(homes.service, Homes.delete(owner, home.id())))
        .isEqualTo(Reply.none().touching(Scope.residence(home.id())));
    assertThat(homes.fixture.failure(homes.service, Homes.get(member, home.id())).kind())
        .isEqualTo(Failure.Kind.NOT_FOUND);
  }

  @Test
  void patchShouldChangeWhatIsNamedAndClearWhatIsNull() {
    long owner = homes.fixture.person();
    var before = homes.create(owner, Homes.everyField());

    var after =
        homes.fixture.body(
            homes.service,
            Homes.update(
                owner,
                before.id(),
                new JsonObject()
                    .put("bedrooms", 4)
                    .putNull("bathrooms")
                    .putNull("purchase_price")
                    .putNull("city")),
            Residence.class);

    assertThat(after.bedrooms()).isEqualTo(4);
    assertThat(after.bathrooms()).isNull();
    assertThat(after.purchasePrice()).isNull();
    assertThat(after.city()).isNull();
    assertThat(after.version()).isEqualTo(2);
    assertThat(after)
        .usingRecursiveComparison()
        .ignoringFields("bedrooms", "bathrooms", "purchasePrice", "city", "version", "updatedAt")
        .isEqualTo(before);
    assertThat(homes.read(owner, before.id())).isEqualTo(after);
  }

  @Test
  void patchShouldRefuseAnUnknownType() {
    long owner = homes.fixture.person();
    var home = homes.create(owner, "Home");

    var failure =
        homes.fixture.failure(
            homes.service, Homes.update(owner, home.id(), new JsonObject().put("type", "castle")));

    assertThat(failure.errors()).extracting(FieldError::pointer).containsExactly("/type");
    assertThat(homes.read(owner, home.id())).isEqualTo(home);
  }

  @Test
  void staleWritesShouldBeRefusedAndCurrentOnesDone() {
    long owner = homes.fixture.person();
    var home = homes.create(owner, "Home");
    var rename = Homes.update(owner, home.id(), new JsonObject().put("name", "Renamed"));

    assertThat(homes.fixture.failure(homes.service, ifMatch(rename, "7", "x")).kind())
        .isEqualTo(Failure.Kind.STALE);
    assertThat(
            homes.fixture.body(homes.service, ifMatch(rename, "7", "1"), Residence.class).version())
        .isEqualTo(2);
    assertThat(homes.fixture.failure(homes.service, ifMatch(rename, "1")).kind())
        .isEqualTo(Failure.Kind.STALE);
    assertThat(
            homes
                .fixture
                .failure(homes.service, ifMatch(Homes.delete(owner, home.id()), "1"))
                .kind())
        .isEqualTo(Failure.Kind.STALE);
    assertThat(homes.fixture.body(homes.service, ifMatch(rename, "*"), Residence.class).version())
        .isEqualTo(3);
    assertThat(homes.fixture.reply(homes.service, ifMatch(Homes.delete(owner, home.id()), "3")))
        .isEqualTo(Reply.none().touching(Scope.residence(home.id())));
  }

  @Test
  void deletingShouldTakeEverythingInTheResidenceAlong() {
    long owner = homes.fixture.person();
    var home = homes.create(owner, "Home");
    homes
        .fixture
        .database()
        .execute(
            """
            with t as (
              insert into task_task (residence_id, title) select %d, 'Task ' || n from generate_series(1, 100) n returning id, residence_id)
            insert into task_taskcompletion (task_id, residence_id, series, performed_at, prior_in_progress)
            select id, residence_id, 1, now(), false from t
            """
                .formatted(home.id()));

    homes.fixture.reply(homes.service, Homes.delete(owner, home.id()));

    assertThat(
            homes
                .fixture
                .database()
                .number("select count(*) from task_task where residence_id = ?", home.id()))
        .isZero();
    assertThat(
            homes
                .fixture
                .database()
                .number(
                    "select count(*) from task_taskcompletion where residence_id = ?", home.id()))
        .isZero();
  }

  @Test
  void everyOperationShouldCostOneRoundTrip() {
    long owner = homes.fixture.person();
    homes.fixture.makePro(owner);
    var home = homes.create(owner, "Home");
    var rename = new JsonObject().put("name", "Renamed");

    for (var attempt :
        List.of(
            call(owner, "listResidences", Map.of("limit", 50L)),
            call(owner, "createResidence", Map.of(), Homes.everyField()),
            Homes.get(owner, home.id()),
            Homes.update(owner, home.id(), rename),
            Homes.delete(owner, home.id()))) {
      var mark = homes.fixture.wire().mark();
      homes.fixture.reply(homes.service, attempt);
      assertThat(homes.fixture.wire().since(mark).count()).as(attempt.operation()).isEqualTo(1);
    }
  }

  @Test
  void postgresShouldKnowEveryTimeZoneThatIsAccepted() {
    Set<String> known = new TreeSet<>();
    homes
        .fixture
        .database()
        .column("select name from pg_timezone_names")
        .forEach(name -> known.add(String.valueOf(name)));

    assertThat(known).containsAll(ResidenceFields.TIME_ZONES);
  }
}
