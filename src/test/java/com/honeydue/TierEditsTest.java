package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.Api;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What staff edit of tiers, promotions and templates, and how soon others see it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TierEditsTest {

  private static final String CONTRACTORS = "/api/admin/tiers/free/limits/contractors/";

  private final TestServer server = TestServer.start(Map.of("ROLE", "all", "JOBS_POLL", "5ms"));
  private final Api staff = staff();

  @AfterAll
  void close() {
    server.close();
  }

  private Api staff() {
    var person = Person.register(server);
    server.database().execute("update auth_user set is_staff = true where id = " + person.id());
    return person.signIn();
  }

  /** The newest entry of the audit trail about {@code act}. */
  private JsonObject noted(String act) {
    return new JsonObject(
        String.valueOf(
            server
                .database()
                .column(
                    "select details::text from admin_auditentry where act = ? order by id desc"
                        + " limit 1",
                    act)
                .getFirst()));
  }

  private static JsonObject item(Api api, String path, String field, String value) {
    return items(api, path).stream()
        .filter(item -> value.equals(item.getString(field)))
        .findFirst()
        .orElseThrow();
  }

  private static List<JsonObject> items(Api api, String path) {
    return api.get(path).expect(200).json().getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  @Test
  void anotherLimitShouldHoldAtOnceAndBeSettledForEverybody() {
    var person = Person.register(server);
    for (int i = 0; i < 10; i++) {
      person.api().post("/api/contractors/", new JsonObject().put("name", "Rosa")).expect(201);
    }
    String limits = "/api/subscriptions/limits/";
    String held = person.api().get(limits).expect(200).tag();
    String readOnly = "select count(*) from contractor_contractor where read_only and user_id = ?";
    var before = item(staff, "/api/admin/tiers/", "code", "free").getJsonArray("limits");
    assertThat(before).hasSize(6);
    assertThat(
            staff
                .with("If-Match", "\"999\"")
                .put(CONTRACTORS, new JsonObject().put("maximum", 7))
                .status())
        .isEqualTo(412);

    String version = staff.put(CONTRACTORS, new JsonObject().put("maximum", 7)).expect(200).tag();

    assertThat(person.api().with("If-None-Match", held).get(limits).status()).isEqualTo(200);
    Eventually.until(
        "three are beyond it", () -> server.database().number(readOnly, person.id()) == 3);
    assertThat(noted("adminSetTierLimit"))
        .isEqualTo(
            new JsonObject()
                .put("tier", "free")
                .put("resource", "contractors")
                .put("before", 10)
                .put("maximum", 7)
                .put("changed", true));
    staff
        .with("If-Match", version)
        .put(CONTRACTORS, new JsonObject().put("maximum", 10))
        .expect(200);
    Eventually.until("none is", () -> server.database().number(readOnly, person.id()) == 0);
    assertThat(
            staff
                .put(
                    CONTRACTORS,
                    new JsonObject().put("maximum", 10).put("upgrade_trigger", "no_such"))
                .expect(400)
                .json()
                .getJsonArray("errors")
                .getJsonObject(0)
                .getString("pointer"))
        .isEqualTo("/upgrade_trigger");
    assertThat(
            staff
                .put("/api/admin/tiers/gold/limits/tasks/", new JsonObject().putNull("maximum"))
                .status())
        .isEqualTo(404);
  }

  @Test
  void aPromotionShouldBeShownToItsTierUntilItEnds() {
    var free = server.signedUp();
    var pro = server.pro();
    var german = Person.register(server);
    german.api().patch("/api/auth/profile/", new JsonObject().put("locale", "de")).expect(200);
    String shown = "/api/subscriptions/promotions/";
    String held = free.get(shown).expect(200).tag();
    var words = new JsonObject().put("title", "Spring").put("message", "Now").put("button", "Go");
    var texts = new JsonObject().put("en", words).put("de", words.copy().put("title", "Frühling"));

    var made =
        staff
            .post(
                "/api/admin/promotions/",
                new JsonObject()
                    .put("tier", "free")
                    .put("starts_on", "2020-01-01")
                    .put("ends_on", "2199-12-31")
                    .put("texts", texts))
            .expect(201)
            .json();

    assertThat(free.with("If-None-Match", held).get(shown).status()).isEqualTo(200);
    assertThat(items(free, shown)).extracting(it -> it.getString("title")).contains("Spring");
    assertThat(items(german.api(), shown))
        .extracting(it -> it.getString("title"))
        .contains("Frühling");
    assertThat(items(pro, shown))
        .extracting(it -> it.getLong("id"))
        .doesNotContain(made.getLong("id"));

    String one = "/api/admin/promotions/" + made.getLong("id") + "/";
    assertThat(staff.patch(one, new JsonObject().put("ends_on", "2019-01-01")).status())
        .isEqualTo(400);
    assertThat(
            staff
                .patch(one, new JsonObject().put("offer_code", "spring"))
                .expect(200)
                .json()
                .getString("offer_code"))
        .isEqualTo("spring");
    staff.post(one + "end/").expect(200);

    assertThat(items(free, shown)).isEmpty();
    assertThat(noted("adminEndPromotion").getBoolean("changed")).isTrue();
    assertThat(item(staff, "/api/admin/promotions/", "offer_code", "spring").getBoolean("ended"))
        .isTrue();
  }

  @Test
  void aTemplateThatIsPutAwayShouldNotBeOffered() {
    var person = server.signedUp();
    String offered = "/api/tasks/templates/";
    String held = person.get(offered).expect(200).tag();
    var template = items(staff, "/api/admin/templates/").getFirst();
    String one = "/api/admin/templates/" + template.getLong("id") + "/";

    staff
        .with("If-Match", "\"" + template.getLong("version") + "\"")
        .patch(one, new JsonObject().put("active", false))
        .expect(200);

    assertThat(person.with("If-None-Match", held).get(offered).status()).isEqualTo(200);
    assertThat(items(person, offered))
        .extracting(it -> it.getLong("id"))
        .doesNotContain(template.getLong("id"));
    var changed =
        staff
            .patch(
                one,
                new JsonObject()
                    .put("active", true)
                    .put("frequency", "every_n_months")
                    .put("interval", 5))
            .expect(200)
            .json();
    assertThat(changed.getInteger("interval")).isEqualTo(5);
    assertThat(staff.patch(one, new JsonObject().put("frequency", "every_n_days")).status())
        .isEqualTo(400);
    assertThat(staff.patch(one, new JsonObject().put("frequency", "weekdays")).status())
        .isEqualTo(400);
    assertThat(
            person
                .get(offered + template.getLong("id") + "/")
                .expect(200)
                .json()
                .getInteger("interval"))
        .isEqualTo(5);
  }

  @Test
  void offersShouldBeSaidInTheCallersLanguage() {
    var person = Person.register(server);
    String prompt = "/api/subscriptions/upgrade-triggers/more_tasks/";
    String held = person.api().get(prompt).expect(200).tag();
    person.api().patch("/api/auth/profile/", new JsonObject().put("locale", "es")).expect(200);

    var answer = person.api().with("If-None-Match", held).get(prompt).expect(200);

    assertThat(answer.json().getString("title")).isEqualTo("Tu lista está llena");
    assertThat(
            item(person.api(), "/api/subscriptions/features/", "resource", "tasks")
                .getString("title"))
        .isEqualTo("Tareas");
    assertThat(items(person.api(), "/api/subscriptions/upgrade-triggers/"))
        .hasSizeGreaterThanOrEqualTo(7);
    assertThat(person.api().get("/api/subscriptions/upgrade-triggers/none/").status())
        .isEqualTo(404);
  }
}
