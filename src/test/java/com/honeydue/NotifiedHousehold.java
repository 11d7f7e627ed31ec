package com.honeydue;

import com.honeydue.notifications.SignedLinks;
import com.honeydue.testing.ApnsPeer;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.FcmPeer;
import com.honeydue.testing.SmtpPeer;
import com.honeydue.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * A home with its owner and a guest, new for each test, and where what they are told arrives: a
 * mail server, Apple's push service and Firebase's.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class NotifiedHousehold {

  static final String ROOT = "/api/notifications/";
  final SmtpPeer smtp = new SmtpPeer(SmtpPeer.Tls.NONE);
  final ApnsPeer apple = new ApnsPeer();
  final FcmPeer firebase = new FcmPeer();
  final TestServer server = TestServer.start(settings());

  Person owner = Person.register(server);
  Person guest = owner;
  long home;

  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(ApnsPeer.settings(apple.url(), apple.url()));
    settings.putAll(firebase.settings());
    settings.putAll(
        Map.of(
            "ROLE", "all",
            "MAIL_HOST", "127.0.0.1",
            "MAIL_PORT", Integer.toString(smtp.port()),
            "MAIL_TLS", "none",
            "JOBS_POLL", "5ms",
            "JOBS_RELAY_EVERY", "50ms",
            "NOTIFICATIONS_PUBLIC_URL", "https://api.example.com/",
            "NOTIFICATIONS_KEY", SignedLinks.KEY));
    return settings;
  }

  @AfterAll
  void close() {
    server.close();
    smtp.close();
    apple.close();
    firebase.close();
  }

  @BeforeEach
  void household() {
    owner = person("en");
    guest = person("de");
    home =
        owner
            .api()
            .post(
                "/api/residences/", field("name", "Maple Street").put("time_zone", "Europe/Berlin"))
            .expect(201)
            .json()
            .getLong("id");
  }

  @AfterEach
  void asUsual() {
    smtp.asUsual();
    apple.answer((request, push) -> ApnsPeer.accept(request));
    firebase.answer((request, message) -> FcmPeer.accept(request));
  }

  long ask() {
    return shareAndJoin(true).getLong("request_id");
  }

  void join() {
    shareAndJoin(false);
  }

  JsonObject shareAndJoin(boolean approval) {
    String code =
        owner
            .api()
            .post(
                "/api/residences/" + home + "/generate-share-code/",
                field("needs_approval", approval))
            .json()
            .getString("code");
    return guest
        .api()
        .post("/api/residences/join-with-code/", field("code", code))
        .expect(200)
        .json();
  }

  long task(String due, @Nullable Long assigned) {
    return owner
        .api()
        .post(
            "/api/tasks/",
            field("residence_id", home)
                .put("title", "Clean the gutters")
                .put("due_date", due)
                .put("assigned_to", assigned))
        .expect(201)
        .json()
        .getLong("id");
  }

  /** Leaves a reminder's push, as the daily look does. */
  void remind(Person person, long task, String due) {
    server
        .database()
        .execute(
            """
            with told as (
              insert into notifications_notification
                (user_id, type, subject, local_date, channel, residence_id, task_id, data, job_id)
              values (%1$d, 'task_overdue', '%3$s', current_date, 'push', %2$d, %4$d,
                '{"task": "Clean the gutters", "residence": "Maple Street", "due": "%5$s", "occurrence": "%5$s", "on": "%5$s", "days": 3}',
                gen_random_uuid())
              returning job_id)
            insert into jobs_outbox (id, type, payload)
            select job_id, 'notify.push', '{"type": "task_overdue"}' from told
            """
                .formatted(person.id(), home, UUID.randomUUID(), task, due));
    server.redis().run("INCR hdj:outbox:writes");
  }

  Person person(String locale) {
    var person = Person.register(server);
    person.api().patch("/api/auth/profile/", field("locale", locale)).expect(200);
    verify(person);
    return person;
  }

  void verify(Person person) {
    server
        .database()
        .execute("update auth_user set email_verified = true where id = " + person.id());
  }

  String ios(Person person) {
    String token = (UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", "");
    register(person, field("provider", "apns").put("token", token));
    return token;
  }

  String android(Person person) {
    String token = "android:" + UUID.randomUUID();
    register(person, field("provider", "fcm").put("token", token));
    return token;
  }

  void register(Person person, JsonObject device) {
    person.api().post(ROOT + "devices/", device).expect(201);
  }

  JsonObject test(Person person) {
    return person.api().post(ROOT + "test/").expect(202).json();
  }

  ApnsPeer.Taken pushed(String token) {
    Eventually.until("a push came", () -> !pushesTo(token).isEmpty());
    return pushesTo(token).getLast();
  }

  ApnsPeer.Taken pushed(String token, String title) {
    Eventually.until("a push came", () -> titled(token, title).isPresent());
    return titled(token, title).orElseThrow();
  }

  private Optional<ApnsPeer.Taken> titled(String token, String title) {
    return pushesTo(token).stream()
        .filter(push -> alert(push).getString("title").contains(title))
        .findFirst();
  }

  List<ApnsPeer.Taken> pushesTo(String token) {
    return apple.taken().stream().filter(push -> push.token().equals(token)).toList();
  }

  JsonObject toAndroid(String token) {
    Eventually.until(
        "a message came",
        () -> firebase.taken().stream().anyMatch(it -> token.equals(it.getString("token"))));
    return firebase.taken().stream()
        .filter(it -> token.equals(it.getString("token")))
        .findFirst()
        .orElseThrow();
  }

  static JsonObject alert(ApnsPeer.Taken push) {
    return push.payload().getJsonObject("aps").getJsonObject("alert");
  }

  String mail(Person person) {
    Eventually.until("a mail came", () -> mails(person).size() > 0);
    return mails(person).getLast();
  }

  /** But those about the account. */
  List<String> mails(Person person) {
    return smtp.mails().stream()
        .filter(it -> it.contains(person.email()) && it.contains("List-Unsubscribe"))
        .toList();
  }

  boolean mailed(String email, String text) {
    return smtp.mails().stream().anyMatch(it -> it.contains("To: " + email) && it.contains(text));
  }

  /** Nothing is left to be said to these two. */
  void settled() {
    Eventually.until(
        "all is sent",
        () ->
            server
                        .database()
                        .number(
                            "select count(*) from jobs_outbox where type not in ('notify.push',"
                                + " 'notify.email')")
                    == 0
                && server
                        .database()
                        .number(
                            """
                            select count(*) from notifications_notification
                            where user_id in (?, ?) and channel <> 'in_app' and outcome is null
                            """,
                            owner.id(),
                            guest.id())
                    == 0);
  }

  long devices(Person person) {
    return server
        .database()
        .number("select count(*) from notifications_device where user_id = ?", person.id());
  }

  String outcome(Person person, String channel) {
    return server
        .database()
        .column(
            "select outcome from notifications_notification where user_id = ? and channel = ? order"
                + " by id",
            person.id(),
            channel)
        .stream()
        .map(String::valueOf)
        .findFirst()
        .orElse("");
  }

  JsonObject list(Person person) {
    Eventually.until(
        "it is listed", () -> !person.api().get(ROOT).json().getJsonArray("items").isEmpty());
    return person.api().get(ROOT).json().getJsonArray("items").getJsonObject(0);
  }

  List<Object> types(Person person) {
    return List.copyOf(
        server
            .database()
            .column(
                "select type from notifications_notification where channel = 'in_app' and user_id ="
                    + " ?",
                person.id()));
  }

  String channels(Person person, String type) {
    return person
        .api()
        .get(ROOT + "preferences/")
        .json()
        .getJsonObject("channels")
        .getJsonObject(type)
        .encode();
  }

  static JsonObject field(String name, Object value) {
    return new JsonObject().put(name, value);
  }
}
