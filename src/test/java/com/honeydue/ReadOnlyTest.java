package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.Eventually;
import com.honeydue.testing.TestDatabase;
import com.honeydue.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What becomes of five homes, three hundred tasks and forty documents when pro ends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadOnlyTest {

  private final TestServer server = TestServer.start(Map.of("ROLE", "all", "JOBS_POLL", "5ms"));
  private final TestDatabase database = server.database();

  @AfterAll
  void close() {
    server.close();
  }

  @Test
  void whatIsBeyondTheTierShouldStayAndBeReadOnly() {
    var owner = new Homeowner(server);
    String board = "/api/tasks/by-residence/" + owner.homes.getFirst() + "/";
    String before = owner.api.get(board).expect(200).tag();

    owner.settle("free");

    assertThat(owner.rows("task_task")).isEqualTo(300);
    assertThat(owner.rows("document_document")).isEqualTo(40);
    assertThat(owner.homes)
        .extracting(home -> owner.read("residences/" + home).getBoolean("read_only"))
        .containsExactly(true, true, false, true, true);
    assertThat(List.of(0, 1, 2, 3, 4))
        .extracting(home -> owner.readOnly("task_task", home))
        .containsExactly(40L, 40L, 40L, 40L, 40L);
    assertThat(owner.readOnly("document_document", 0)).isEqualTo(10);
    assertThat(owner.readOnly("document_document", 2)).isEqualTo(5);
    assertThat(owner.ownReadOnly()).isEqualTo(2);
    assertThat(
            database.number(
                "select count(*) from task_task where residence_id = ? and read_only and id <"
                    + " (select max(id) from task_task where residence_id = ? and not read_only)",
                owner.homes.get(2),
                owner.homes.get(2)))
        .as("the oldest can be written")
        .isZero();

    assertThat(owner.api.get(board).expect(200).tag()).isNotEqualTo(before);
    var card = owner.read("tasks/by-residence/" + owner.homes.getFirst()).encode();
    assertThat(card).contains("\"read_only\":true").doesNotContain("\"edit\"");
    var limits = owner.read("subscriptions/limits");
    assertThat(limits.getString("tier")).isEqualTo("free");
    assertThat(limits.getInteger("read_only")).isEqualTo(4 + 200 + 15 + 2);
    assertThat(limit(limits, "residences"))
        .isEqualTo(
            new JsonObject()
                .put("resource", "residences")
                .put("maximum", 1)
                .put("used", 5)
                .put("over", true));
    assertThat(limit(limits, "tasks").getInteger("used")).isEqualTo(140);

    owner.settle("pro");

    assertThat(owner.readOnly("task_task", 0) + owner.readOnly("task_task", 2)).isZero();
    assertThat(owner.readOnly("document_document", 0) + owner.ownReadOnly()).isZero();
    assertThat(owner.read("subscriptions/limits").getInteger("read_only")).isZero();
    owner
        .api
        .patch("/api/residences/" + owner.homes.get(4) + "/", new JsonObject().put("name", "Mine"))
        .expect(200);
  }

  private static JsonObject limit(JsonObject limits, String resource) {
    return limits.getJsonArray("limits").stream()
        .map(JsonObject.class::cast)
        .filter(limit -> limit.getString("resource").equals(resource))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatIsDeletedOrPutAwayShouldMakeRoom() {
    var owner = new Homeowner(server);
    owner.settle("free");
    long home = owner.homes.get(2);
    long first = database.number("select min(id) from task_task where residence_id = ?", home);

    owner.api.delete("/api/tasks/" + first + "/").expect(204);
    Eventually.until("a task has its room", () -> owner.readOnly("task_task", 2) == 39);
    owner.api.post("/api/tasks/" + (first + 1) + "/archive/").expect(200);
    Eventually.until("and another", () -> owner.readOnly("task_task", 2) == 38);
    owner
        .api
        .delete(
            "/api/documents/"
                + database.number(
                    "select min(id) from document_document where residence_id = ?", home)
                + "/")
        .expect(204);
    Eventually.until("a document, too", () -> owner.readOnly("document_document", 2) == 4);
    owner
        .api
        .delete(
            "/api/contractors/"
                + database.number(
                    "select min(id) from contractor_contractor where user_id = ?",
                    owner.person.id())
                + "/")
        .expect(204);
    Eventually.until("a contractor, too", () -> owner.ownReadOnly() == 1);

    owner.api.delete("/api/residences/" + home + "/").expect(204);
    Eventually.until("the oldest home follows", () -> owner.readOnly("task_task", 0) == 0);
    assertThat(owner.readOnly("task_task", 1)).isEqualTo(40);
    owner.make(
        "tasks",
        new JsonObject().put("residence_id", owner.homes.getFirst()).put("title", "One more"));
  }

  @Test
  void peopleShouldLeaveAndHomesChangeHandsAllTheSame() {
    var owner = new Homeowner(server);
    var heir = Person.register(server);
    long home = owner.homes.get(1);
    database.execute(
        "insert into residence_residenceuser (residence_id, user_id, role) values (%d, %d, 'member')"
            .formatted(home, heir.id()));
    database.execute(
        "update task_task set assigned_to_id = %d where residence_id = %d"
            .formatted(heir.id(), home));
    owner.settle("free");

    owner
        .api
        .post(
            "/api/residences/" + home + "/transfer-ownership/",
            new JsonObject().put("user_id", heir.id()))
        .expect(200);

    Eventually.until("it is the heir's only one", () -> owner.readOnly("task_task", 1) == 0);
    assertThat(
            heir.api()
                .patch("/api/residences/" + home + "/", new JsonObject().put("name", "Mine"))
                .expect(200)
                .json()
                .getBoolean("read_only"))
        .isFalse();
    owner.api.delete("/api/residences/" + home + "/users/" + owner.person.id() + "/").expect(204);
    assertThat(owner.readOnly("task_task", 0)).isEqualTo(40);
    var session = owner.person.signIn();
    session.delete("/api/auth/account/").expect(200);
    assertThat(
            database.number(
                "select count(*) from residence_residence where id = ?", owner.homes.getFirst()))
        .as("read-only homes go with their account")
        .isZero();
  }

  @Test
  void theWordsShouldBeInTheLanguageOfTheAccount() {
    var person = Person.register(server);
    person.api().patch("/api/auth/profile/", new JsonObject().put("locale", "de")).expect(200);
    var home = new JsonObject().put("name", "Zuhause");
    person.api().post("/api/residences/", home).expect(201);

    var refused = person.api().post("/api/residences/", home).expect(403).json();

    assertThat(refused.getString("code")).isEqualTo("tier_limit_reached");
    assertThat(refused.getString("upgrade_trigger")).isEqualTo("second_residence");
    assertThat(refused.getJsonObject("upgrade").getString("title"))
        .isEqualTo("Ein Zuhause hast du schon");
  }
}
