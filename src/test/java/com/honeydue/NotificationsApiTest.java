package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.Answer;
import com.honeydue.testing.Api;
import com.honeydue.testing.TestServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The list, the devices and the choices of somebody, over the real server; nothing is sent here.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NotificationsApiTest {

  private static final String ROOT = "/api/notifications/";
  private static final String DEVICES = ROOT + "devices/";
  private static final String PREFERENCES = ROOT + "preferences/";
  private static final String IOS =
      "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";

  private final TestServer server = TestServer.start();
  private Person person = Person.register(server);
  private Api api = person.api();

  @AfterAll
  void close() {
    server.close();
  }

  @BeforeEach
  void somebody() {
    person = Person.register(server);
    api = person.api();
  }

  @Test
  void shouldListWhatWasToldNewestFirstPageByPageInTheReadersLanguage() {
    for (int days = 1; days <= 5; days++) {
      overdue(days);
    }
    var first = api.get(ROOT + "?limit=2").expect(200).json();
    assertThat(titles(first)).containsExactly("Overdue for 5 days", "Overdue for 4 days");
    var second =
        api.get(ROOT + "?limit=3&cursor=" + first.getString("next_cursor")).expect(200).json();
    assertThat(titles(second))
        .containsExactly("Overdue for 3 days", "Overdue for 2 days", "Overdue since yesterday");
    assertThat(second.getString("next_cursor")).isNull();

    api.patch("/api/auth/profile/", new JsonObject().put("locale", "de-AT")).expect(200);
    var german = api.get(ROOT + "?limit=1").expect(200).json().getJsonArray("items");
    assertThat(german.getJsonObject(0).getMap())
        .containsEntry("title", "Seit 5 Tagen überfällig")
        .containsEntry("body", "Clean the {1} gutters · Maple ‘Street’")
        .containsEntry("task_id", 42);
  }

  @Test
  void shouldFilterByTypeStateAndResidence() {
    long one = overdue(1);
    overdue(2);
    api.post(ROOT + one + "/read/").expect(204);

    assertThat(titles(api.get(ROOT + "?unread=true").json())).containsExactly("Overdue for 2 days");
    assertThat(titles(api.get(ROOT + "?unread=false").json()))
        .containsExactly("Overdue since yesterday");
    assertThat(titles(api.get(ROOT + "?type=task_assigned").json())).isEmpty();
    assertThat(titles(api.get(ROOT + "?type=task_overdue").json())).hasSize(2);
    assertThat(titles(api.get(ROOT + "?residence_id=1").json())).isEmpty();
    api.get(ROOT + "?type=gossip").expect(400);
  }

  @Test
  void shouldCountMarkAndDeleteOnlyOnesOwn() {
    long one = overdue(1);
    long two = overdue(2);
    long three = overdue(3);
    var stranger = server.signedUp();
    stranger.post(ROOT + one + "/read/").expect(404);
    stranger.delete(ROOT + one + "/").expect(404);
    assertThat(unread()).isEqualTo(3);

    api.post(ROOT + one + "/read/").expect(204);
    api.post(ROOT + one + "/read/").expect(204);
    assertThat(unread()).isEqualTo(2);
    assertThat(
            api.post(ROOT + "read-all/", new JsonObject().put("until_id", two))
                .expect(200)
                .json()
                .getLong("marked"))
        .isEqualTo(1);
    assertThat(unread()).isEqualTo(1);
    api.delete(ROOT + three + "/").expect(204);
    api.delete(ROOT + three + "/").expect(404);
    assertThat(unread()).isZero();
    assertThat(api.post(ROOT + "read-all/", new JsonObject()).json().getLong("marked")).isZero();
    assertThat(titles(api.get(ROOT).json())).hasSize(2);
  }

  @Test
  void aTokenShouldBeOneDeviceHoweverOftenItIsRegistered() {
    Answer first = register(api, "apns", IOS, "Phone").expect(201);
    Answer again = register(api, "apns_sandbox", IOS, null).expect(200);

    assertThat(again.json().getLong("id")).isEqualTo(first.json().getLong("id"));
    assertThat(again.json().getString("provider")).isEqualTo("apns_sandbox");
    assertThat(again.json().getString("name")).isEqualTo("Phone");
    assertThat(again.tag()).isNotEqualTo(first.tag());
    assertThat(devices(api)).hasSize(1);
    assertThat(again.body()).doesNotContain(IOS);
  }

  @Test
  void aTokenShouldMoveToWhoeverRegistersIt() {
    String token = "moving-" + person.id();
    long device = register(api, "fcm", token, "Tablet").expect(201).json().getLong("id");
    api.patch(DEVICES + device + "/", new JsonObject().put("enabled", false)).expect(200);
    var other = server.signedUp();

    var moved = register(other, "fcm", token, null).expect(200).json();

    assertThat(moved.getMap()).containsEntry("name", null).containsEntry("enabled", true);
    assertThat(devices(api)).isEmpty();
    assertThat(devices(other)).hasSize(1);
    api.delete(DEVICES + device + "/").expect(404);
  }

  @Test
  void shouldRefuseWhatIsNoToken() {
    assertThat(register(api, "apns", "not hexadecimal", null).expect(400).json().encode())
        .contains("/token");
    register(api, "apns", "ab", null).expect(400);
    register(api, "fcm", "with space", null).expect(400);
    register(api, "pigeon", IOS, null).expect(400);
    register(api, "fcm", "nul", "a\0b").expect(400);
  }

  @Test
  void shouldChangeAndRemoveADeviceUnderCondition() {
    Answer made = register(api, "fcm", "conditional-" + person.id(), "Phone").expect(201);
    String path = DEVICES + made.json().getLong("id") + "/";

    Answer renamed =
        api.with("If-Match", made.tag())
            .patch(path, new JsonObject().put("name", null).put("enabled", false))
            .expect(200);
    assertThat(renamed.json().getMap()).containsEntry("name", null).containsEntry("enabled", false);
    api.with("If-Match", made.tag()).patch(path, new JsonObject().put("name", "x")).expect(412);
    api.with("If-Match", made.tag()).delete(path).expect(412);
    api.with("If-Match", renamed.tag()).delete(path).expect(204);
    api.patch(path, new JsonObject().put("name", "x")).expect(404);
  }

  @Test
  void shouldKeepTheTwentyDevicesThatWereRegisteredLast() {
    IntStream.rangeClosed(1, 22)
        .forEach(n -> register(api, "fcm", "many-" + person.id() + "-" + n, "n" + n).expect(201));

    assertThat(devices(api)).hasSize(20);
    assertThat(devices(api).getJsonObject(0).getString("name")).isEqualTo("n3");
  }

  @Test
  void shouldSayWhoseSessionADeviceIs() {
    register(api, "fcm", "session-" + person.id(), null).expect(201);
    var other = person.signIn();

    assertThat(devices(api).getJsonObject(0).getBoolean("current")).isTrue();
    assertThat(devices(other).getJsonObject(0).getBoolean("current")).isFalse();
  }

  @Test
  void shouldBeginWithTheDefaultsOfEachType() {
    var choices = api.get(PREFERENCES).expect(200).json();

    assertThat(choices.getJsonObject("channels").fieldNames()).hasSize(10).doesNotContain("test");
    assertThat(channels(choices, "task_overdue")).isEqualTo("push=true email=false in_app=true");
    assertThat(channels(choices, "daily_digest")).isEqualTo("push=false email=true in_app=false");
    assertThat(choices.getJsonObject("quiet_hours")).isNull();
    assertThat(choices.getInteger("digest_hour")).isEqualTo(8);
    assertThat(choices.getJsonObject("email").getMap())
        .containsEntry("verified", false)
        .containsEntry("suppressed", false);
  }

  @Test
  void shouldChangeOnlyWhatIsNamed() {
    var changed =
        patch(
            new JsonObject()
                .put("channels", new JsonObject().put("task_overdue", field("email", true)))
                .put("quiet_hours", field("from", "22:00").put("until", "06:30"))
                .put("digest_hour", 7)
                .put("time_zone", "Asia/Kathmandu")
                .put("locale", "es"));
    assertThat(channels(changed, "task_overdue")).isEqualTo("push=true email=true in_app=true");
    assertThat(channels(changed, "task_due_soon")).isEqualTo("push=true email=false in_app=true");

    patch(
        new JsonObject()
            .put("channels", new JsonObject().put("task_overdue", field("push", false))));
    var kept = api.get(PREFERENCES).json();
    assertThat(channels(kept, "task_overdue")).isEqualTo("push=false email=true in_app=true");
    assertThat(kept.getJsonObject("quiet_hours").encode())
        .isEqualTo("{\"from\":\"22:00\",\"until\":\"06:30\"}");
    assertThat(kept.getInteger("digest_hour")).isEqualTo(7);
    var me = api.get("/api/auth/me/").json();
    assertThat(me.getString("time_zone")).isEqualTo("Asia/Kathmandu");
    assertThat(me.getString("locale")).isEqualTo("es");
    assertThat(patch(new JsonObject().put("quiet_hours", null)).getJsonObject("quiet_hours"))
        .isNull();
  }

  @Test
  void shouldRefuseChoicesThatMakeNoSense() {
    for (var body :
        List.of(
            field("digest_hour", 24),
            field("time_zone", "Mars/Olympus"),
            field("quiet_hours", field("from", "22:00")),
            field("quiet_hours", field("from", "22:00").put("until", "22:00")),
            field("quiet_hours", field("from", "25:00").put("until", "06:00")),
            field("channels", field("test", field("push", false))),
            field("channels", field("task_overdue", field("pigeon", true))))) {
      assertThat(api.patch(PREFERENCES, body).status()).as(body.encode()).isEqualTo(400);
    }
  }

  @Test
  void theTagShouldNoticeWhateverIsShown() {
    String first = api.get(PREFERENCES).tag();
    var zone =
        api.with("If-Match", first)
            .patch(PREFERENCES, field("time_zone", "Europe/Paris"))
            .expect(200);
    Answer read = api.get(PREFERENCES);
    assertThat(read.tag()).as("told by the change itself").isEqualTo(zone.tag());
    assertThat(zone.json().getLong("version")).isEqualTo(read.json().getLong("version"));
    api.with("If-Match", first).patch(PREFERENCES, field("digest_hour", 3)).expect(412);
    api.with("If-None-Match", read.tag()).get(PREFERENCES).expect(304);

    api.patch("/api/auth/profile/", field("locale", "de")).expect(200);
    Answer german = api.with("If-None-Match", read.tag()).get(PREFERENCES).expect(200);
    api.patch("/api/auth/profile/", field("email", "new-" + person.email())).expect(200);
    api.with("If-None-Match", german.tag()).get(PREFERENCES).expect(200);
  }

  @Test
  void anotherHourOrZoneShouldMoveTheNextReminderAndDigest() {
    patch(field("time_zone", "Asia/Tokyo").put("digest_hour", 21));
    assertThat(nextHours()).containsExactly("Asia/Tokyo 21 21");
    patch(field("digest_hour", 6));
    assertThat(nextHours()).containsExactly("Asia/Tokyo 6 6");
    api.patch("/api/auth/profile/", field("time_zone", "America/Denver")).expect(200);
    assertThat(nextHours()).containsExactly("America/Denver 6 6");
  }

  @Test
  void theFirstZoneShouldDecideTheFirstReminder() {
    var registered =
        server
            .api()
            .post(
                "/api/auth/register/",
                field("username", "zoned" + person.id())
                    .put("email", "zoned" + person.id() + "@example.org")
                    .put("password", TestServer.PASSWORD)
                    .put("time_zone", "Australia/Sydney"))
            .expect(201)
            .json();
    person = new Person(server, registered);
    assertThat(nextHours()).containsExactly("Australia/Sydney 8 8");
  }

  @Test
  void aTestShouldSayWhatCanBeReached() {
    assertThat(test()).isEqualTo("no_device not_verified queued");
    register(api, "fcm", "test-" + person.id(), null).expect(201);
    server
        .database()
        .execute("update auth_user set email_verified = true where id = " + person.id());
    assertThat(test()).isEqualTo("queued queued queued");
    server
        .database()
        .execute(
            "update notifications_notificationpreference set bounced_at = now() where user_id = "
                + person.id());
    assertThat(test()).isEqualTo("queued suppressed queued");
    assertThat(
            server
                .database()
                .number(
                    "select count(*) from jobs_outbox j join notifications_notification n on"
                        + " n.job_id = j.id where n.user_id = ?",
                    person.id()))
        .isEqualTo(3);
    assertThat(titles(api.get(ROOT).json())).containsExactly("It works", "It works", "It works");
  }

  @Test
  void whoeverHasSignedOutShouldGetNoPushes() {
    var session = person.signIn();
    register(session, "fcm", "ended-" + person.id(), null).expect(201);
    session.post("/api/auth/logout/").expect(204);

    assertThat(test()).startsWith("no_device");
  }

  private String test() {
    var tested = api.post(ROOT + "test/").expect(202).json();
    return "%s %s %s"
        .formatted(tested.getString("push"), tested.getString("email"), tested.getString("in_app"));
  }

  private List<Object> nextHours() {
    return List.copyOf(
        server
            .database()
            .column(
                """
                select p.time_zone || ' ' || extract(hour from n.next_reminder_at at time zone p.time_zone)
                  || ' ' || extract(hour from n.next_digest_at at time zone p.time_zone)
                from notifications_notificationpreference n join user_userprofile p on p.user_id = n.user_id
                where n.user_id = ? and n.next_digest_at > now() and n.next_digest_at < now() + interval '25 hours'
                """,
                person.id()));
  }

  private long overdue(int days) {
    return server
        .database()
        .number(
            """
            insert into notifications_notification (user_id, type, subject, local_date, channel, task_id, data)
            values (?, 'task_overdue', ?, current_date, 'in_app', 42, ?::jsonb) returning id
            """,
            person.id(),
            "task:" + days,
            field("task", "Clean the {1} gutters")
                .put("residence", "Maple ‘Street’")
                .put("days", days)
                .encode());
  }

  private long unread() {
    return api.get(ROOT + "unread-count/").expect(200).json().getLong("unread");
  }

  private JsonObject patch(JsonObject body) {
    return api.patch(PREFERENCES, body).expect(200).json();
  }

  private static Answer register(Api who, String provider, String token, @Nullable String name) {
    var body = field("provider", provider).put("token", token);
    return who.post(DEVICES, name == null ? body : body.put("name", name));
  }

  private static JsonArray devices(Api who) {
    return who.get(DEVICES).expect(200).json().getJsonArray("items");
  }

  private static List<String> titles(JsonObject page) {
    return page.getJsonArray("items").stream()
        .map(item -> ((JsonObject) item).getString("title"))
        .toList();
  }

  private static String channels(JsonObject choices, String type) {
    var json = choices.getJsonObject("channels").getJsonObject(type);
    return "push=%s email=%s in_app=%s"
        .formatted(json.getBoolean("push"), json.getBoolean("email"), json.getBoolean("in_app"));
  }

  private static JsonObject field(String name, Object value) {
    return new JsonObject().put(name, value);
  }
}
