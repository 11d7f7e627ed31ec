package com.honeydue.residences;

import static com.honeydue.testing.ServiceFixture.call;
import static com.honeydue.testing.ServiceFixture.ifMatch;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Failure;
import com.honeydue.bus.FieldError;
import com.honeydue.bus.Money;
import com.honeydue.bus.Page;
import com.honeydue.bus.Reply;
import com.honeydue.testing.ServiceFixture;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
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
  private static ServiceFixture fixture;

  @SuppressWarnings("NullAway.Init")
  private static ResidenceService service;

  @BeforeAll
  static void open() {
    fixture = ServiceFixture.open(ResidenceService.STATEMENTS);
    service = fixture.service(ResidenceService::new);
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  private static Residence create(long user, JsonObject body) {
    return fixture.body(service, call(user, "createResidence", Map.of(), body), Residence.class);
  }

  private static Residence create(long user, String name) {
    return create(user, new JsonObject().put("name", name));
  }

  private static Call<Arguments> get(long user, long id) {
    return call(user, "getResidence", Map.of("id", id));
  }

  private static Call<Arguments> update(long user, long id, JsonObject body) {
    return call(user, "updateResidence", Map.of("id", id), body);
  }

  private static Call<Arguments> delete(long user, long id) {
    return call(user, "deleteResidence", Map.of("id", id));
  }

  @SuppressWarnings("unchecked")
  private static Page<Residence> list(long user, long limit, @Nullable String cursor) {
    Map<String, Object> parameters =
        cursor == null ? Map.of("limit", limit) : Map.of("limit", limit, "cursor", cursor);
    return (Page<Residence>) fixture.body(service, call(user, "listResidences", parameters), Page.class);
  }

  private static Residence read(long user, long id) {
    return fixture.body(service, get(user, id), Residence.class);
  }

  private static JsonObject everyField() {
    return new JsonObject()
        .put("name", "Maple Street")
        .put("type", "townhouse")
        .put("address_line1", "12 Maple Street")
        .put("address_line2", "Rear")
        .put("city", "Zürich")
        .put("region", "ZH")
        .put("postal_code", "8001")
        .put("country", "CH")
        .put("time_zone", "Europe/Zurich")
        .put("bedrooms", 3)
        .put("bathrooms", 2.5)
        .put("square_footage", 1850)
        .put("lot_size", 0.25)
        .put("year_built", 1987)
        .put("purchase_date", "2019-06-14")
        .put("purchase_price", new JsonObject().put("amount_minor", 41500000L).put("currency", "CHF"))
        .put("description", "Heat pump in the cellar \uD83C\uDFE0")
        .put("is_primary", false);
  }

  @Test
  void createShouldKeepEveryField() {
    long owner = fixture.person();

    var made = create(owner, everyField());

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
                "owner",
                owner,
                1,
                made.createdAt(),
                made.updatedAt()));
    assertThat(read(owner, made.id())).isEqualTo(made);
  }

  @Test
  void createShouldFillInDefaults() {
    long owner = fixture.person();
    fixture.database().execute(
        "insert into user_userprofile (user_id, time_zone) values (%d, 'Asia/Tokyo')".formatted(owner));

    var made = create(owner, "Home");

    assertThat(made.type()).isEqualTo("house");
    assertThat(made.timeZone()).as("the owner's own").isEqualTo("Asia/Tokyo");
    assertThat(made.isPrimary()).as("the first home").isTrue();
    assertThat(made.purchasePrice()).isNull();
  }

  @Test
  void createShouldRefuseWhatTheSchemaCanNotSay() {
    long owner = fixture.person();
    var wrong =
        Map.of(
            "time_zone", "Mars/Olympus",
            "type", "castle",
            "purchase_date", "2019-02-30",
            "description", "nul \0 character");

    wrong.forEach(
        (field, value) -> {
          var failure =
              fixture.failure(
                  service,
                  call(
                      owner,
                      "createResidence",
                      Map.of(),
                      new JsonObject().put("name", "Home").put(field, value)));

          assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID);
          assertThat(failure.errors()).extracting(FieldError::pointer).containsExactly("/" + field);
        });
    assertThat(list(owner, 10, null).items()).isEmpty();
    assertThat(create(owner, "Home").isPrimary()).as("no refused attempt was counted").isTrue();
  }

  @Test
  void freeTierShouldHoldOneResidenceHoweverManyAreMadeAtOnce() {
    long owner = fixture.person();

    var attempts = race(100, i -> call(owner, "createResidence", Map.of(), new JsonObject().put("name", "Home " + i)));

    assertThat(attempts.stream().filter(Future::succeeded)).hasSize(1);
    var refusals = attempts.stream().filter(Future::failed).map(attempt -> (Failure) attempt.cause()).toList();
    assertThat(refusals).extracting(Failure::kind).containsOnly(Failure.Kind.FORBIDDEN);
    assertThat(refusals).extracting(Failure::code).containsOnly("tier_limit_reached");
    assertThat(refusals.getFirst().details()).containsEntry("limit", 1).containsEntry("upgrade_trigger", "second_residence");
    assertThat(list(owner, 10, null).items()).hasSize(1);
  }

  @Test
  void tierLimitShouldFreeUpWhenAResidenceIsDeleted() {
    long owner = fixture.person();
    var first = create(owner, "First");
    fixture.reply(service, delete(owner, first.id()));

    var second = create(owner, "Second");

    assertThat(second.isPrimary()).isTrue();
    assertThat(fixture.failure(service, call(owner, "createResidence", Map.of(), new JsonObject().put("name", "Third"))).code())
        .isEqualTo("tier_limit_reached");
  }

  @Test
  void proTierShouldHoldManyUntilItExpires() {
    long owner = fixture.person();
    fixture.makePro(owner);
    for (int i = 0; i < 5; i++) {
      create(owner, "Home " + i);
    }

    fixture.database().execute(
        "update subscription_usersubscription set expires_at = now() - interval '1 second' where user_id = " + owner);

    assertThat(fixture.failure(service, call(owner, "createResidence", Map.of(), new JsonObject().put("name", "Sixth"))).code())
        .isEqualTo("tier_limit_reached");
    assertThat(list(owner, 10, null).items()).as("nothing is taken away").hasSize(5);
  }

  @Test
  void residencesOfOthersShouldNotCountAgainstTheLimit() {
    long owner = fixture.person();
    long member = fixture.person();
    fixture.join(member, create(owner, "Shared").id(), "member");

    assertThat(create(member, "Own").role()).isEqualTo("owner");
  }

  @Test
  void listShouldPageInOrderAndStayStableUnderInserts() {
    long owner = fixture.person();
    fixture.makePro(owner);
    var made = IntStream.range(0, 5).mapToObj(i -> create(owner, "Home " + i).id()).toList();

    var first = list(owner, 2, null);
    create(owner, "Later");
    var second = list(owner, 2, first.nextCursor());
    var third = list(owner, 2, second.nextCursor());

    assertThat(first.items()).extracting(Residence::id).containsExactlyElementsOf(made.subList(0, 2));
    assertThat(second.items()).extracting(Residence::id).containsExactlyElementsOf(made.subList(2, 4));
    assertThat(third.items()).extracting(Residence::name).containsExactly("Home 4", "Later");
    assertThat(third.nextCursor()).isNull();
  }

  @Test
  void listShouldRefuseForeignCursors() {
    long owner = fixture.person();
    for (String cursor : List.of("x", "%%%", "AAAAAAAAAAAA", "Av__________")) {
      var failure =
          fixture.failure(service, call(owner, "listResidences", Map.of("limit", 10L, "cursor", cursor)));
      assertThat(failure.errors()).extracting(FieldError::pointer).containsExactly("/query/cursor");
    }
  }

  @Test
  void listTagShouldChangeWithWhatIsShown() {
    long owner = fixture.person();
    long member = fixture.person();
    var home = create(owner, "Home");
    fixture.join(member, home.id(), "member");
    var ownersTag = listTag(owner);

    assertThat(listTag(owner)).as("unchanged").isEqualTo(ownersTag);
    assertThat(listTag(member)).as("another role").isNotEqualTo(ownersTag);
    fixture.reply(service, update(owner, home.id(), new JsonObject().put("name", "Renamed")));
    assertThat(listTag(owner)).as("another version").isNotEqualTo(ownersTag);
  }

  private static @Nullable String listTag(long user) {
    return fixture.reply(service, call(user, "listResidences", Map.of("limit", 10L))).tag();
  }

  @Test
  void strangersShouldLearnNothing() {
    var home = create(fixture.person(), "Private");
    long stranger = fixture.person();
    long missing = 9_000_000_000L;

    for (var attempt :
        List.of(
            get(stranger, home.id()),
            update(stranger, home.id(), new JsonObject().put("name", "Mine now")),
            update(stranger, home.id(), new JsonObject().put("type", "castle")),
            delete(stranger, home.id()),
            ifMatch(delete(stranger, home.id()), "1"))) {
      var failure = fixture.failure(service, attempt);
      assertThat(failure.kind()).isEqualTo(Failure.Kind.NOT_FOUND);
      assertThat(failure.message()).isEqualTo(fixture.failure(service, get(stranger, missing)).message());
    }
    assertThat(list(stranger, 10, null).items()).isEmpty();
    assertThat(read(home.ownerId(), home.id())).isEqualTo(home);
  }

  @Test
  void rolesShouldDecideWhoMayWhat() {
    long owner = fixture.person();
    long manager = fixture.person();
    long member = fixture.person();
    var home = create(owner, "Shared");
    fixture.join(manager, home.id(), "manager");
    fixture.join(member, home.id(), "member");
    var rename = new JsonObject().put("name", "Renamed");

    assertThat(read(member, home.id()).role()).isEqualTo("member");
    assertThat(read(manager, home.id()).role()).isEqualTo("manager");
    assertThat(fixture.failure(service, update(member, home.id(), rename)).kind()).isEqualTo(Failure.Kind.FORBIDDEN);
    assertThat(fixture.failure(service, delete(member, home.id())).kind()).isEqualTo(Failure.Kind.FORBIDDEN);
    assertThat(fixture.failure(service, delete(manager, home.id())).kind()).isEqualTo(Failure.Kind.FORBIDDEN);
    assertThat(fixture.failure(service, update(manager, home.id(), new JsonObject().put("is_primary", false))).kind())
        .as("which home is the main one is its owner's business")
        .isEqualTo(Failure.Kind.FORBIDDEN);
    assertThat(fixture.body(service, update(manager, home.id(), rename), Residence.class).name()).isEqualTo("Renamed");
    assertThat(fixture.reply(service, delete(owner, home.id()))).isEqualTo(Reply.none());
    assertThat(fixture.failure(service, get(member, home.id())).kind()).isEqualTo(Failure.Kind.NOT_FOUND);
  }

  @Test
  void patchShouldChangeWhatIsNamedAndClearWhatIsNull() {
    long owner = fixture.person();
    var before = create(owner, everyField());

    var after =
        fixture.body(
            service,
            update(
                owner,
                before.id(),
                new JsonObject().put("bedrooms", 4).putNull("bathrooms").putNull("purchase_price").putNull("city")),
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
    assertThat(read(owner, before.id())).isEqualTo(after);
  }

  @Test
  void patchShouldRefuseAnUnknownType() {
    long owner = fixture.person();
    var home = create(owner, "Home");

    var failure = fixture.failure(service, update(owner, home.id(), new JsonObject().put("type", "castle")));

    assertThat(failure.errors()).extracting(FieldError::pointer).containsExactly("/type");
    assertThat(read(owner, home.id())).isEqualTo(home);
  }

  @Test
  void staleWritesShouldBeRefusedAndCurrentOnesDone() {
    long owner = fixture.person();
    var home = create(owner, "Home");
    var rename = update(owner, home.id(), new JsonObject().put("name", "Renamed"));

    assertThat(fixture.failure(service, ifMatch(rename, "7", "x")).kind()).isEqualTo(Failure.Kind.STALE);
    assertThat(fixture.body(service, ifMatch(rename, "7", "1"), Residence.class).version()).isEqualTo(2);
    assertThat(fixture.failure(service, ifMatch(rename, "1")).kind()).isEqualTo(Failure.Kind.STALE);
    assertThat(fixture.failure(service, ifMatch(delete(owner, home.id()), "1")).kind()).isEqualTo(Failure.Kind.STALE);
    assertThat(fixture.body(service, ifMatch(rename, "*"), Residence.class).version()).isEqualTo(3);
    assertThat(fixture.reply(service, ifMatch(delete(owner, home.id()), "3"))).isEqualTo(Reply.none());
  }

  @Test
  void oneOfManyWritesOfTheSameVersionShouldBeDone() {
    long owner = fixture.person();
    var home = create(owner, "Home");

    var attempts =
        race(10, i -> ifMatch(update(owner, home.id(), new JsonObject().put("name", "Name " + i)), "1"));

    assertThat(attempts.stream().filter(Future::succeeded)).hasSize(1);
    assertThat(attempts.stream().filter(Future::failed).map(attempt -> ((Failure) attempt.cause()).kind()))
        .containsOnly(Failure.Kind.STALE);
  }

  @Test
  void anOwnerShouldHaveOnePrimaryResidence() {
    long owner = fixture.person();
    fixture.makePro(owner);
    var first = create(owner, "First");
    var second = create(owner, "Second");
    var third = create(owner, new JsonObject().put("name", "Third").put("is_primary", true));

    assertThat(first.isPrimary()).isTrue();
    assertThat(second.isPrimary()).isFalse();
    assertThat(primaries(owner)).containsExactly(third.id());

    fixture.reply(service, update(owner, second.id(), new JsonObject().put("is_primary", true)));
    assertThat(primaries(owner)).containsExactly(second.id());

    fixture.reply(service, update(owner, second.id(), new JsonObject().put("is_primary", true)));
    assertThat(primaries(owner)).as("again the same").containsExactly(second.id());

    var attempts =
        race(20, i -> update(owner, (i % 2 == 0 ? first : third).id(), new JsonObject().put("is_primary", true)));
    assertThat(attempts.stream().filter(Future::failed).map(attempt -> ((Failure) attempt.cause()).kind()))
        .as("losing a race is a conflict or too busy, nothing else")
        .allMatch(kind -> kind == Failure.Kind.CONFLICT || kind == Failure.Kind.UNAVAILABLE);
    assertThat(primaries(owner)).hasSize(1);
  }

  private static List<Long> primaries(long owner) {
    return list(owner, 10, null).items().stream().filter(Residence::isPrimary).map(Residence::id).toList();
  }

  @Test
  void deletingShouldTakeEverythingInTheResidenceAlong() {
    long owner = fixture.person();
    var home = create(owner, "Home");
    fixture.database().execute(
        """
        with t as (
          insert into task_task (residence_id, title) select %d, 'Task ' || n from generate_series(1, 100) n returning id, residence_id)
        insert into task_taskcompletion (task_id, residence_id, series, performed_at, prior_in_progress)
        select id, residence_id, 1, now(), false from t
        """
            .formatted(home.id()));

    fixture.reply(service, delete(owner, home.id()));

    assertThat(fixture.database().number("select count(*) from task_task where residence_id = ?", home.id())).isZero();
    assertThat(fixture.database().number("select count(*) from task_taskcompletion where residence_id = ?", home.id()))
        .isZero();
  }

  @Test
  void everyOperationShouldCostOneRoundTrip() {
    long owner = fixture.person();
    fixture.makePro(owner);
    var home = create(owner, "Home");
    var rename = new JsonObject().put("name", "Renamed");

    for (var attempt :
        List.of(
            call(owner, "listResidences", Map.of("limit", 50L)),
            call(owner, "createResidence", Map.of(), everyField()),
            get(owner, home.id()),
            update(owner, home.id(), rename),
            delete(owner, home.id()))) {
      var mark = fixture.wire().mark();
      fixture.reply(service, attempt);
      assertThat(fixture.wire().since(mark).count()).as(attempt.operation()).isEqualTo(1);
    }
  }

  @Test
  void postgresShouldKnowEveryTimeZoneThatIsAccepted() {
    Set<String> known = new TreeSet<>();
    fixture.database().column("select name from pg_timezone_names").forEach(name -> known.add(String.valueOf(name)));

    assertThat(known).containsAll(ResidenceFields.TIME_ZONES);
  }

  private static List<Future<Reply>> race(int callers, java.util.function.IntFunction<Call<Arguments>> calls) {
    List<Future<Reply>> attempts = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      attempts.add(fixture.start(service, calls.apply(i)));
    }
    attempts.forEach(attempt -> ServiceFixture.await(attempt.otherwiseEmpty()));
    return attempts;
  }
}
