package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.Api;
import com.honeydue.testing.TestServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * When a conditional read is answered without the database, and when it must not be: whatever
 * changes it, the very next one shows it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnchangedTest {

  private static final String BOARD = "/api/tasks/";
  private static final String HOMES = "/api/residences/";

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

  private final TestServer server = TestServer.start(Map.of("AUTH_LOCAL_CACHE", "0s"), now::get);
  private final ConditionalReads reads = new ConditionalReads(server);
  private Person owner = Person.register(server);
  private Person member = owner;
  private long home;

  @AfterAll
  void close() {
    server.close();
  }

  @BeforeEach
  void household() {
    owner = Person.register(server);
    member = Person.register(server);
    home = make(owner.api(), HOMES, new JsonObject().put("name", "Maple Street"));
    server
        .database()
        .execute(
            "insert into residence_residenceuser (residence_id, user_id, role) values (%d, %d, 'manager')"
                .formatted(home, member.id()));
  }

  @Test
  void somethingUnchangedShouldCostNoRoundTrip() {
    for (String path : List.of(BOARD, HOMES, HOMES + home + "/", "/api/auth/me/")) {
      String tag = reads.remembered(member.api(), path);
      var again = reads.read(member.api(), path, "W/" + tag);
      again.expectRemembered();
      assertThat(again.answer().tag()).isEqualTo(tag);
      assertThat(again.answer().header("Cache-Control")).hasValue("private, no-cache");
      assertThat(again.answer().body()).isEmpty();
      reads.read(member.api(), path, "\"other\", " + tag).expectRemembered();
      assertThat(reads.read(member.api(), path, "\"other\"").expectAsked(200).tag()).isEqualTo(tag);
    }
  }

  @Test
  void aWriteOfAnotherShouldShowAtOnce() {
    String board = reads.remembered(member.api(), BOARD);
    String one = HOMES + home + "/";
    String residence = reads.remembered(member.api(), one);

    long task = make(owner.api(), BOARD, task());
    reads.read(member.api(), BOARD, board).expectAsked(200);
    // Nothing about the residence itself has changed.
    reads.read(member.api(), one, residence).expectAsked(304);

    board = reads.remembered(member.api(), BOARD);
    owner.api().delete(BOARD + task + "/").expect(204);
    reads.read(member.api(), BOARD, board).expectAsked(200);

    owner.api().patch(one, new JsonObject().put("city", "Austin")).expect(200);
    reads.read(member.api(), one, residence).expectAsked(200);
  }

  @Test
  void anotherHomeShouldNotConcernMine() {
    var stranger = Person.register(server);
    long elsewhere = make(stranger.api(), HOMES, new JsonObject().put("name", "Elsewhere"));
    String board = reads.remembered(member.api(), BOARD);

    make(stranger.api(), BOARD, task().put("residence_id", elsewhere));

    reads.read(member.api(), BOARD, board).expectRemembered();
  }

  @Test
  void theHomeThatIsPrimaryNoLongerShouldShowToItsPeople() {
    server
        .database()
        .execute(
            "update subscription_usersubscription set tier = 'pro' where user_id = " + owner.id());
    String one = HOMES + home + "/";
    String tag = reads.remembered(member.api(), one);

    long second =
        make(owner.api(), HOMES, new JsonObject().put("name", "Second").put("is_primary", true));
    var demoted = reads.read(member.api(), one, tag).expectAsked(200);
    assertThat(demoted.json().getBoolean("is_primary")).isFalse();

    owner.api().patch(HOMES + home + "/", new JsonObject().put("is_primary", true)).expect(200);
    tag = reads.remembered(member.api(), one);
    owner.api().patch(HOMES + second + "/", new JsonObject().put("is_primary", true)).expect(200);
    reads.read(member.api(), one, tag).expectAsked(200);
  }

  @Test
  void aHomeThatIsGoneShouldShowToItsPeople() {
    String board = reads.remembered(member.api(), BOARD);
    String list = reads.remembered(member.api(), HOMES);

    owner.api().delete(HOMES + home + "/").expect(204);

    assertThat(homes(reads.read(member.api(), BOARD, board).expectAsked(200).json())).isEmpty();
    reads.read(member.api(), HOMES, list).expectAsked(200);
  }

  @Test
  void whoIsRemovedShouldSeeNothingMore() {
    long task = make(owner.api(), BOARD, task());
    String board = reads.remembered(member.api(), BOARD);
    String one = reads.remembered(member.api(), BOARD + task + "/");

    owner.api().delete(people()).expect(204);

    assertThat(homes(reads.read(member.api(), BOARD, board).expectAsked(200).json())).isEmpty();
    reads.read(member.api(), BOARD + task + "/", one).expectAsked(404);
  }

  @Test
  void anotherRoleShouldShow() {
    String board = reads.remembered(member.api(), BOARD);
    String list = reads.remembered(member.api(), HOMES);

    owner.api().patch(people(), new JsonObject().put("role", "member")).expect(200);

    var changed = reads.read(member.api(), BOARD, board).expectAsked(200).json();
    assertThat(changed.getJsonArray("residences").getJsonObject(0).getString("role"))
        .isEqualTo("member");
    reads.read(member.api(), HOMES, list).expectAsked(200);
  }

  @Test
  void whoIsLetInShouldSeeTheHomeAtOnce() {
    var newcomer = Person.register(server);
    String code =
        owner
            .api()
            .post(
                HOMES + home + "/generate-share-code/",
                new JsonObject().put("needs_approval", true))
            .expect(201)
            .json()
            .getString("code");
    long request =
        newcomer
            .api()
            .post(HOMES + "join-with-code/", new JsonObject().put("code", code))
            .expect(200)
            .json()
            .getLong("request_id");
    String board = reads.remembered(newcomer.api(), BOARD);
    String list = reads.remembered(newcomer.api(), HOMES);

    owner
        .api()
        .post(
            HOMES + home + "/join-requests/" + request + "/decide/",
            new JsonObject().put("decision", "approve"))
        .expect(200);

    assertThat(homes(reads.read(newcomer.api(), BOARD, board).expectAsked(200).json())).hasSize(1);
    reads.read(newcomer.api(), HOMES, list).expectAsked(200);
  }

  @Test
  void anEmptiedRedisShouldOnlyCostTrips() {
    String board = reads.remembered(member.api(), BOARD);

    server.redis().flush();
    // The token has to be looked up again, too.
    member.api().get("/api/auth/me/").expect(200);
    reads.read(member.api(), BOARD, board).expectAsked(304);
    assertThat(reads.remembered(member.api(), BOARD)).isEqualTo(board);

    server.redis().flush();
    make(owner.api(), BOARD, task());
    member.api().get("/api/auth/me/").expect(200);
    reads.read(member.api(), BOARD, board).expectAsked(200);
  }

  @ParameterizedTest
  @CsvSource({
    "UTC, 00:00",
    "Asia/Kathmandu, 18:15",
    "Australia/Eucla, 15:15",
    "Pacific/Kiritimati, 10:00"
  })
  void aNewDayShouldShowAtOnce(String zone, LocalTime midnight) {
    owner.api().patch(HOMES + home + "/", new JsonObject().put("time_zone", zone)).expect(200);
    var day = LocalDate.ofInstant(now.get(), ZoneOffset.UTC).plusDays(1);
    Instant next = day.atTime(midnight).toInstant(ZoneOffset.UTC);
    now.set(next.minusMillis(1));
    String board = reads.remembered(member.api(), BOARD);
    var before = today(member.api().get(BOARD).expect(200).json());

    now.set(next);

    var after = reads.read(member.api(), BOARD, board).expectAsked(200);
    assertThat(today(after.json())).isEqualTo(before.plusDays(1));
  }

  /** The member's place in the home. */
  private String people() {
    return HOMES + home + "/users/" + member.id() + "/";
  }

  private JsonObject task() {
    return new JsonObject().put("residence_id", home).put("title", "Clean the gutters");
  }

  private static JsonArray homes(JsonObject board) {
    return board.getJsonArray("residences");
  }

  private static LocalDate today(JsonObject board) {
    return LocalDate.parse(homes(board).getJsonObject(0).getString("today"));
  }

  private static long make(Api api, String path, JsonObject body) {
    return api.post(path, body).expect(201).json().getLong("id");
  }
}
