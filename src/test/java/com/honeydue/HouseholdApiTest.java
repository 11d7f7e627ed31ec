package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.Answer;
import com.honeydue.testing.Api;
import com.honeydue.testing.TestServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Homes and tasks over HTTP, every answer held against the published contract: conditional
 * requests, the board by difference, and bodies that no service may ever see.
 */
class HouseholdApiTest {

  private static final int TEN_MEGABYTES = 10 * 1024 * 1024;

  private static TestServer server;
  private static Api api;
  private static long home;
  private static long task;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    api = server.pro();
    home = make("/api/residences/", residence());
    task = make("/api/tasks/", task("Clean the gutters"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** A write that takes a body, and a body that it would take. */
  record Write(String method, String path, JsonObject body) {

    Answer send(JsonObject wrong) {
      return send(wrong.encode());
    }

    Answer send(String wrong) {
      return api.json(method, path, wrong);
    }

    /** Its body with one field more or another one. */
    JsonObject with(String field, Object value) {
      return body.copy().put(field, value);
    }

    @Override
    public String toString() {
      return method + " " + path.replaceAll("[0-9]+", "{id}");
    }
  }

  static List<Write> writes() {
    return List.of(
        new Write("POST", "/api/residences/", residence()),
        new Write("PATCH", at("/api/residences/", home), new JsonObject().put("city", "Austin")),
        new Write("POST", "/api/tasks/", task("Test the smoke alarm")),
        new Write("PATCH", at("/api/tasks/", task), new JsonObject().put("notes", "With a ladder")),
        new Write("PUT", at("/api/tasks/", task), new JsonObject().put("title", "Clean them")),
        new Write(
            "POST",
            at("/api/tasks/", task) + "quick-complete/",
            new JsonObject().putNull("occurrence")));
  }

  @ParameterizedTest
  @CsvSource({"/api/residences/, city", "/api/tasks/, notes"})
  void readsAndWritesShouldBeConditionalOnTheVersion(String collection, String field) {
    JsonObject body = collection.contains("tasks") ? task("Oil the hinges") : residence();
    var made = api.post(collection, body).expect(201);
    String path = at(collection, made.json().getLong("id"));
    String old = made.tag();
    assertThat(made.header("Location")).contains(path);

    for (String held : List.of(old, "W/" + old, "\"other\", W/" + old, "*")) {
      var unchanged = api.with("If-None-Match", held).get(path).expect(304);
      assertThat(unchanged.tag()).isEqualTo(old);
      assertThat(unchanged.body()).isEmpty();
    }
    var change = new JsonObject().put(field, "Changed");
    var changed = api.with("If-Match", "W/" + old).patch(path, change).expect(200);
    assertThat(changed.tag()).isNotEqualTo(old);
    assertThat(api.with("If-None-Match", old).get(path).expect(200).tag()).isEqualTo(changed.tag());

    for (String stale : List.of(old, "W/" + old, "\"nonsense\"")) {
      assertThat(api.with("If-Match", stale).patch(path, change).expect(412).code())
          .isEqualTo("stale_version");
      assertThat(api.with("If-Match", stale).delete(path).expect(412).code())
          .isEqualTo("stale_version");
    }
    expectField(api.with("If-Match", "unquoted").patch(path, change), "/header/If-Match");
    assertThat(api.get(path).expect(200).json()).isEqualTo(changed.json());

    api.with("If-Match", old + ", " + changed.tag()).delete(path).expect(204);
    api.get(path).expect(404);
    api.with("If-Match", changed.tag()).delete(path).expect(404);
  }

  @Test
  void aReplacedTaskShouldBeConditionalToo() {
    String path = at("/api/tasks/", make("/api/tasks/", task("Sweep the chimney")));
    String tag = api.get(path).expect(200).tag();
    var replacement = new JsonObject().put("title", "Sweep it twice");

    var replaced = api.with("If-Match", tag).put(path, replacement).expect(200);

    assertThat(api.with("If-Match", tag).put(path, replacement).expect(412).code())
        .isEqualTo("stale_version");
    assertThat(api.get(path).expect(200).tag()).isEqualTo(replaced.tag());
  }

  @Test
  void listsShouldBeConditionalOnWhatTheyHold() {
    var someone = server.pro();
    var made = someone.post("/api/residences/", residence()).expect(201).json();
    String residences = someone.get("/api/residences/").expect(200).tag();
    String board = someone.get("/api/tasks/").expect(200).tag();
    for (String weak : List.of("", "W/")) {
      someone.with("If-None-Match", weak + residences).get("/api/residences/").expect(304);
      someone.with("If-None-Match", weak + board).get("/api/tasks/").expect(304);
    }

    someone
        .patch(at("/api/residences/", made.getLong("id")), new JsonObject().put("city", "Austin"))
        .expect(200);
    var first = new JsonObject().put("residence_id", made.getLong("id")).put("title", "Move in");
    someone.post("/api/tasks/", first).expect(201);

    someone.with("If-None-Match", residences).get("/api/residences/").expect(200);
    someone.with("If-None-Match", "W/" + board).get("/api/tasks/").expect(200);
  }

  @Test
  void aDifferenceShouldSayWhatIsGoneAndHoldWhatIsNew() {
    long gone = make("/api/tasks/", task("Sell the old stove"));
    String asOf = api.get("/api/tasks/").expect(200).json().getString("as_of");
    api.delete(at("/api/tasks/", gone)).expect(204);
    long fresh = make("/api/tasks/", task("Buy a new stove"));

    var difference = api.get("/api/tasks/?updated_since=" + asOf).expect(200);

    assertThat(deleted(difference)).contains(gone).doesNotContain(fresh);
    assertThat(cards(difference)).contains(fresh).doesNotContain(gone);
    assertThat(deleted(api.get("/api/tasks/").expect(200))).isEmpty();
    var elsewhere = at("/api/tasks/by-residence/", home) + "?updated_since=" + asOf;
    assertThat(deleted(api.get(elsewhere).expect(200))).contains(gone);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/tasks/?updated_since=yesterday, /query/updated_since",
    "/api/tasks/?updated_since=2026-02-30T00:00:00Z, /query/updated_since",
    "/api/tasks/?updated_since=2026-01-01T00:00:00%00Z, /query/updated_since",
    "/api/tasks/?days=366, /query/days",
    "/api/tasks/?days=9999999999999999999999, /query/days",
    "/api/tasks/?residence_id=0, /query/residence_id",
    "/api/tasks/?colour=red, /query/colour",
    "/api/tasks/9223372036854775808/, /path/id",
    "/api/residences/one/, /path/id",
    "/api/residences/?limit=201, /query/limit",
    "/api/residences/?cursor=%00, /query/cursor",
    "/api/residences/?cursor=nonsense, /query/cursor"
  })
  void parametersThatCanNotBeShouldBeNamed(String path, String pointer) {
    expectField(api.get(path), pointer);
  }

  @ParameterizedTest
  @MethodSource("writes")
  void aBodyThatIsNoJsonObjectShouldBeRefused(Write write) {
    for (String text : List.of("{", "{\"title\": }", "[", "\u0000", "{}}", "{'a': 1}")) {
      assertThat(write.send(text).expect(400).code()).as(text).isEqualTo("malformed_json");
    }
    for (String value : List.of("[]", "null", "1", "\"text\"", "true")) {
      expectField(write.send(value), "");
    }
    for (String deep : List.of("[".repeat(100_000), "{\"title\":".repeat(5_000))) {
      assertThat(write.send(deep).expect(400).code()).isEqualTo("json_too_deep");
    }
    expectField(write.send("{\"title\": " + "9".repeat(100_000) + "}"), "/title");
    assertThat(write.send("{\"" + "n".repeat(300) + "\": 1}").expect(400).code())
        .isEqualTo("json_limits");
    assertThat(write.send("{\"title\": \"" + "x".repeat(TEN_MEGABYTES) + "\"}").expect(413).code())
        .isEqualTo("body_too_large");
  }

  @ParameterizedTest
  @MethodSource("writes")
  void aBadFieldShouldBeNamed(Write write) {
    expectField(write.send(write.with("colour", "red")), "/colour");
    expectField(write.send(write.with("a/b~c", 1)), "/a~1b~0c");
    for (String field : write.body().fieldNames()) {
      expectField(write.send(write.with(field, new JsonObject().put("a", 1))), "/" + field);
      expectField(write.send(write.with(field, new JsonArray().add(1))), "/" + field);
      expectField(write.send(write.with(field, true)), "/" + field);
      expectField(write.send(write.with(field, "a\u0000b")), "/" + field);
      expectField(write.send("{\"" + field + "\": 1e400}"), "/" + field);
      expectField(write.send("{\"" + field + "\": 123456789012345678901234567890}"), "/" + field);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/residences/ | /bedrooms | {'name': 'a', 'bedrooms': 1e9}",
        "/api/residences/ | /bathrooms | {'name': 'a', 'bathrooms': 1.25}",
        "/api/residences/ | /time_zone | {'name': 'a', 'time_zone': 'Mars/Olympus'}",
        "/api/residences/ | /purchase_date | {'name': 'a', 'purchase_date': '2026-02-30'}",
        "/api/residences/ | /purchase_price/amount_minor"
            + " | {'name': 'a', 'purchase_price': {'amount_minor': 1e30, 'currency': 'EUR'}}",
        "/api/residences/ | /type | {'name': 'a', 'type': 'spaceship'}",
        "/api/residences/ | /name | {}",
        "/api/tasks/ | /residence_id | {'residence_id': 9223372036854775808, 'title': 'a'}",
        "/api/tasks/ | /title | {'residence_id': 1}",
        "/api/tasks/ | /title | {'residence_id': 1, 'title': ' '}",
        "/api/tasks/ | /due_date | {'residence_id': 1, 'title': 'a', 'due_date': '0000-00-00'}",
        "/api/tasks/ | /interval | {'residence_id': 1, 'title': 'a', 'interval': 0}",
        "/api/tasks/ | /estimated_cost"
            + " | {'residence_id': 1, 'title': 'a', 'estimated_cost': 25}"
      })
  void aValueThatCanNotBeShouldBeNamed(String path, String pointer, String body) {
    expectField(api.json("POST", path, body.replace('\'', '"')), pointer);
  }

  private static void expectField(Answer answer, String pointer) {
    assertThat(answer.expect(400).json().getJsonArray("errors"))
        .as(answer.toString())
        .extracting(error -> ((JsonObject) error).getString("pointer"))
        .contains(pointer);
  }

  private static List<Long> cards(Answer board) {
    return board.json().getJsonArray("columns").stream()
        .flatMap(column -> ((JsonObject) column).getJsonArray("tasks").stream())
        .map(card -> ((JsonObject) card).getLong("id"))
        .toList();
  }

  private static List<Long> deleted(Answer board) {
    return board.json().getJsonArray("deleted_ids").stream()
        .map(id -> ((Number) id).longValue())
        .toList();
  }

  private static JsonObject residence() {
    return new JsonObject().put("name", "Maple Street");
  }

  private static JsonObject task(String title) {
    return new JsonObject().put("residence_id", home).put("title", title);
  }

  private static long make(String collection, JsonObject body) {
    return api.post(collection, body).expect(201).json().getLong("id");
  }

  private static String at(String collection, long id) {
    return collection + id + "/";
  }
}
