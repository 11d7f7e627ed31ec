package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.Api;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What staff see and do, and the trail it leaves. */
class StaffTest {

  private static final String USERS = "/api/admin/users/";

  private static TestServer server;
  private static Person boss;
  private static Api staff;

  @BeforeAll
  static void start() {
    server = TestServer.start(Map.of("AUTH_SETTLE_AFTER", "20ms"));
    boss = Person.register(server);
    server.database().execute("update auth_user set is_staff = true where id = " + boss.id());
    staff = boss.signIn();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void staffShouldFindAccountsByTheBeginningOfTheirNames() {
    var anna = Person.register(server);
    var found =
        staff.get(USERS + "?q=" + anna.email().substring(0, 8).toUpperCase(java.util.Locale.ROOT));
    assertThat(ids(found.expect(200).json())).contains(anna.id());
    assertThat(ids(staff.get(USERS + "?q=" + anna.email()).json())).containsExactly(anna.id());
    assertThat(ids(staff.get(USERS + "?q=nobody-has-this").json())).isEmpty();
    assertThat(ids(staff.get(USERS + "?q=%25").json())).isEmpty();
    var one = staff.get(USERS + anna.id() + "/").expect(200).json();
    assertThat(one.getString("email")).isEqualTo(anna.email());
    assertThat(one.getString("tier")).isEqualTo("free");
    assertThat(one.getLong("sessions")).isOne();
    staff.get(USERS + Long.MAX_VALUE + "/").expect(404);
  }

  @Test
  void pagesOfAccountsShouldFollowEachOther() {
    var people = List.of(Person.register(server), Person.register(server));
    long expected =
        server
            .database()
            .number("select count(*) from auth_user where id <= ?", people.get(1).id());
    String cursor = "";
    Stream<Long> all = Stream.of();
    do {
      var page = staff.get(USERS + "?limit=2" + cursor).expect(200).json();
      all = Stream.concat(all, ids(page).stream());
      cursor =
          page.getString("next_cursor") == null ? "" : "&cursor=" + page.getString("next_cursor");
    } while (!cursor.isEmpty());
    assertThat(all.filter(id -> id <= people.get(1).id()))
        .hasSize((int) expected)
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void aDisabledAccountShouldBeDeadAtOnceUntilItIsEnabled() {
    var bert = Person.register(server);
    assertThat(Person.isAlive(bert.api())).isTrue();
    staff.post(USERS + bert.id() + "/disable/").expect(204);
    Eventually.until("its session has ended", () -> !Person.isAlive(bert.api()));
    bert.login(Person.PASSWORD).expect(401);
    assertThat(staff.get(USERS + bert.id() + "/").json().getBoolean("is_active")).isFalse();
    staff.post(USERS + bert.id() + "/disable/").expect(204);
    staff.post(USERS + bert.id() + "/enable/").expect(204);
    assertThat(Person.isAlive(bert.api())).isFalse();
    bert.login(Person.PASSWORD).expect(200);
    staff.post(USERS + Long.MAX_VALUE + "/disable/").expect(404);
    assertThat(staff.post(USERS + boss.id() + "/disable/").expect(409).code())
        .isEqualTo("own_account");
    assertThat(acts(bert))
        .containsExactly(
            "adminDisableUser true",
            "adminGetUser null",
            "adminDisableUser false",
            "adminEnableUser true");
  }

  @Test
  void staffShouldEndOneSessionOfAnAccount() {
    var carla = Person.register(server);
    var phone = carla.signIn();
    assertThat(Person.isAlive(phone)).isTrue();
    String path = USERS + carla.id() + "/sessions/";
    Eventually.until(
        "both are sessions to show",
        () -> staff.get(path).json().getJsonArray("items").size() == 2);
    long newest = ids(staff.get(path).json()).getFirst();
    staff.delete(path + newest + "/").expect(204);
    Eventually.until("it has ended", () -> !Person.isAlive(phone));
    assertThat(Person.isAlive(carla.api())).isTrue();
    staff.delete(path + newest + "/").expect(404);
    staff
        .delete(USERS + boss.id() + "/sessions/" + ids(staff.get(path).json()).getFirst() + "/")
        .expect(404);
    staff.get(USERS + Long.MAX_VALUE + "/sessions/").expect(404);
    assertThat(Person.isAlive(carla.api())).isTrue();
  }

  @Test
  void staffShouldSeeResidences() {
    var dora = Person.register(server);
    long home =
        dora.api()
            .post("/api/residences/", new JsonObject().put("name", "Dora's"))
            .expect(201)
            .json()
            .getLong("id");
    var one = staff.get("/api/admin/residences/" + home + "/").expect(200).json();
    assertThat(one.getLong("owner_id")).isEqualTo(dora.id());
    assertThat(one.getLong("people")).isOne();
    assertThat(ids(staff.get("/api/admin/residences/").json())).contains(home);
    assertThat(ids(staff.get("/api/admin/residences/?user_id=" + dora.id()).json()))
        .containsExactly(home);
    staff.get("/api/admin/residences/" + Long.MAX_VALUE + "/").expect(404);
  }

  @Test
  void nobodyElseShouldBeStaffAlsoNoFormerStaffWithAnOldSession() {
    var emil = Person.register(server);
    assertThat(emil.api().get(USERS).expect(403).code()).isEqualTo("staff_only");
    server.database().execute("update auth_user set is_staff = true where id = " + emil.id());
    var session = emil.signIn();
    session.get(USERS).expect(200);
    server.database().execute("update auth_user set is_staff = false where id = " + emil.id());
    long entries = server.database().number("select count(*) from admin_auditentry");
    for (String path : List.of(USERS, USERS + boss.id() + "/", "/api/admin/audit/")) {
      assertThat(session.get(path).expect(403).code()).isEqualTo("staff_only");
    }
    assertThat(session.post(USERS + boss.id() + "/disable/").expect(403).code())
        .isEqualTo("staff_only");
    assertThat(Person.isAlive(staff)).isTrue();
    assertThat(server.database().number("select count(*) from admin_auditentry"))
        .isEqualTo(entries);
  }

  @Test
  void theTrailShouldShowWhatStaffDid() {
    var fritz = Person.register(server);
    var looked = staff.get(USERS + fritz.id() + "/").expect(200);
    var newest =
        staff
            .get("/api/admin/audit/?limit=1")
            .expect(200)
            .json()
            .getJsonArray("items")
            .getJsonObject(0);
    assertThat(newest.getString("act")).isEqualTo("adminGetUser");
    assertThat(newest.getLong("staff_id")).isEqualTo(boss.id());
    assertThat(newest.getLong("user_id")).isEqualTo(fritz.id());
    assertThat(newest.getString("request_id"))
        .isEqualTo(looked.header("X-Request-Id").orElseThrow());
  }

  private static List<Long> ids(JsonObject page) {
    return page.getJsonArray("items").stream()
        .map(item -> ((JsonObject) item).getLong("id"))
        .toList();
  }

  private static List<String> acts(Person about) {
    return server
        .database()
        .column(
            "select act || ' ' || coalesce(details ->> 'changed', 'null') from admin_auditentry"
                + " where user_id = ? order by id",
            about.id())
        .stream()
        .map(String::valueOf)
        .toList();
  }
}
