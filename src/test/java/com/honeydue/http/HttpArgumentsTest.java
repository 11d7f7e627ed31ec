package com.honeydue.http;

import static com.honeydue.http.Answers.errors;
import static com.honeydue.http.Answers.fieldErrors;
import static com.honeydue.http.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What requests may say, and what is refused before a service sees it. */
class HttpArgumentsTest {

  private static TestEdge edge;

  @BeforeAll
  static void start() {
    edge = TestEdge.start();
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @BeforeEach
  void forget() {
    edge.forget();
  }

  @Test
  void parametersShouldArriveWithTheirTypes() {
    var answer =
        edge.get(
            "/api/things/?limit=20&days=0&colour=red&tag=a&tag=b%20c&due=2028-02-29&open=true");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(edge.calls)
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.operation()).isEqualTo("listThings");
              assertThat(call.arguments().parameters())
                  .isEqualTo(
                      Map.of(
                          "limit",
                          20L,
                          "days",
                          0L,
                          "colour",
                          "red",
                          "tag",
                          List.of("a", "b c"),
                          "due",
                          "2028-02-29",
                          "open",
                          true));
              assertThat(call.caller().userId()).isEqualTo(7);
              assertThat(call.client().address()).isEqualTo("127.0.0.1");
              assertThat(call.deadline()).isAfter(Instant.now());
            });
  }

  @Test
  void absentParametersShouldHaveTheirDefaults() {
    edge.get("/api/things/");

    assertThat(edge.calls.getFirst().arguments().parameters()).isEqualTo(Map.of("limit", 50L));
  }

  @Test
  void everyBadParameterShouldBeNamed() {
    var answer =
        edge.get("/api/things/?limit=201&days=x&colour=blue&due=2026-02-30&tag=toolong&colr=red");

    assertThat(problem(answer, 400, "invalid_request").getJsonArray("errors"))
        .isEqualTo(
            errors(
                "/query/days", "must be an integer",
                "/query/colr", "is not a known parameter",
                "/query/limit", "must be at most 200",
                "/query/colour", "must be one of: red, green",
                "/query/tag/0", "must have at most 5 characters",
                "/query/due", "must be a date such as 2026-05-31"));
    assertThat(edge.calls).isEmpty();
  }

  @Test
  void aParameterGivenTwiceShouldBeRefused() {
    assertThat(fieldErrors(edge.get("/api/things/?limit=1&limit=2")))
        .containsExactly("/query/limit is given twice");
  }

  @Test
  void aWrongPathParameterShouldBeRefused() {
    assertThat(fieldErrors(edge.get("/api/things/abc/")))
        .containsExactly("/path/id must be an integer");
    assertThat(fieldErrors(edge.get("/api/things/0/")))
        .containsExactly("/path/id must be at least 1");
    assertThat(fieldErrors(edge.get("/api/things/99999999999999999999/")))
        .containsExactly("/path/id must be an integer");
  }

  @Test
  void aBodyShouldArriveAsItWasSent() {
    var answer =
        edge.json(
            "POST",
            "/api/things/",
            """
            {"title": "Ölwechsel 🛢", "due_date": null, "email": "ann@example.com",
             "cost": {"amount_minor": 12, "currency": "EUR"}, "steps": ["a", "b"]}
            """);

    assertThat(answer.statusCode()).isEqualTo(201);
    JsonObject body = edge.calls.getFirst().arguments().body();
    assertThat(body.getString("title")).isEqualTo("Ölwechsel 🛢");
    assertThat(body.containsKey("due_date")).isTrue();
    assertThat(body.getJsonObject("cost").getLong("amount_minor")).isEqualTo(12);
    assertThat(body.getJsonArray("steps")).containsExactly("a", "b");
  }

  @Test
  void everyBadFieldShouldBeNamed() {
    var answer =
        edge.json(
            "POST",
            "/api/things/",
            """
            {"title": "", "due_date": "31.5.2026", "email": "ann@localhost", "tilte": "x",
             "cost": {"amount_minor": "12", "currency": "euro"}, "steps": ["", 1]}
            """);

    assertThat(fieldErrors(answer))
        .containsExactlyInAnyOrder(
            "/title must not be empty",
            "/due_date must be a date such as 2026-05-31",
            "/email must be an e-mail address",
            "/tilte is not a known field",
            "/cost/amount_minor must be an integer",
            "/cost/currency must match ^[A-Z]{3}$",
            "/steps/0 must not be empty",
            "/steps/1 must be a string");
  }

  @Test
  void wrongTypesAndMissingFieldsShouldBeNamed() {
    assertThat(fieldErrors(edge.json("POST", "/api/things/", "{}")))
        .containsExactly("/title is required");
    assertThat(fieldErrors(edge.json("POST", "/api/things/", "[1]")))
        .containsExactly(" must be an object");
    assertThat(fieldErrors(edge.json("POST", "/api/things/", "null")))
        .containsExactly(" must be an object");
    assertThat(fieldErrors(edge.json("POST", "/api/things/", "\"text\"")))
        .containsExactly(" must be an object");
    assertThat(fieldErrors(edge.json("POST", "/api/things/", "")))
        .containsExactly(" the body is required");
    assertThat(fieldErrors(edge.json("POST", "/api/things/", "{\"title\": null}")))
        .containsExactly("/title must be a string");
    assertThat(fieldErrors(edge.json("POST", "/api/things/", "{\"title\": \"a\\u0000b\"}")))
        .containsExactly("/title must not contain U+0000 or half a surrogate pair");
    assertThat(fieldErrors(edge.json("POST", "/api/things/", "{\"steps\": [\"a\", \"\\ud800\"]}")))
        .containsExactly("/steps/1 must not contain U+0000 or half a surrogate pair");
    assertThat(fieldErrors(edge.get("/api/things/?tag=%00")))
        .containsExactly("/query/tag/0 must not contain U+0000 or half a surrogate pair");
  }

  @Test
  void hugeNumbersShouldBeRefused() {
    for (String number : List.of("1e400", "1" + "0".repeat(30), "1e18", "1e300", "-1", "0.5")) {
      var answer =
          edge.json(
              "POST",
              "/api/things/",
              "{\"title\": \"a\", \"cost\": {\"currency\": \"EUR\", \"amount_minor\": "
                  + number
                  + "}}");
      assertThat(answer.statusCode()).as(number).isEqualTo(400);
    }
    var answer = edge.json("POST", "/api/things/", "{\"" + "t".repeat(300) + "\": 1}");
    problem(answer, 400, "json_limits");
  }

  @Test
  void malformedJsonShouldSayWhere() {
    assertThat(malformed("{\"title\": \"a\",}")).contains("line 1, column");
    assertThat(malformed("{\"title\": \"a\"} {}")).contains("something follows its end");
    assertThat(malformed("{\"title\": \"a\", \"title\": \"b\"}"))
        .contains("the key \"title\" is there twice");
    assertThat(malformed("{\"title\"")).contains("line 1");
    assertThat(malformed("   ")).contains("it is empty");
    assertThat(malformed("{'title': 1}")).contains("line 1");
    assertThat(malformed("{\"title\": NaN}")).contains("line 1");
  }

  @Test
  void bytesThatAreNotUtf8ShouldBeMalformed() throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + edge.port + "/api/things/"))
            .header("Authorization", "Token good")
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(
                    new byte[] {'{', '"', 't', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'}))
            .build();

    problem(edge.send(request), 400, "malformed_json");
  }

  @Test
  void deepJsonShouldBeRefused() {
    problem(
        edge.json("POST", "/api/things/", "{\"title\":".repeat(33) + "1" + "}".repeat(33)),
        400,
        "json_too_deep");
    problem(edge.json("POST", "/api/things/", "[".repeat(100_000)), 400, "json_too_deep");
  }

  @Test
  void aBodyOfTenMegabytesShouldBeTooLarge() {
    String body = "{\"title\": \"" + "x".repeat(10 * 1024 * 1024) + "\"}";

    var answer = edge.json("POST", "/api/things/", body);

    assertThat(problem(answer, 413, "body_too_large").getString("title"))
        .isEqualTo("Content Too Large");
    assertThat(edge.calls).isEmpty();
    assertThat(edge.get("/api/things/").statusCode()).isEqualTo(200);
  }

  @Test
  void aBodyOfUnknownLengthShouldBeTooLargeToo() {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + edge.port + "/api/things/"))
            .header("Authorization", "Token good")
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofInputStream(
                    () -> new ByteArrayInputStream(new byte[10 * 1024 * 1024])))
            .build();

    problem(edge.send(request), 413, "body_too_large");
  }

  @Test
  void otherMediaTypesShouldBeRefused() {
    problem(
        edge.send(
            "POST", "/api/things/", "a=b", "Content-Type", "application/x-www-form-urlencoded"),
        415,
        "unsupported_media_type");
    problem(
        edge.send("POST", "/api/things/", "{}", "Content-Type", "application/json; charset=latin1"),
        415,
        "unsupported_media_type");
    problem(edge.send("POST", "/api/things/", "{\"title\": \"a\"}"), 415, "unsupported_media_type");
    problem(
        edge.json("POST", "/api/things/", "{}", "Content-Encoding", "gzip"),
        415,
        "unsupported_media_type");
    assertThat(
            edge.send(
                    "POST",
                    "/api/things/",
                    "{\"title\": \"a\"}",
                    "Content-Type",
                    "Application/JSON; charset=\"UTF-8\"")
                .statusCode())
        .isEqualTo(201);
  }

  @Test
  void anOptionalBodyMayBeLeftOut() {
    assertThat(edge.send("PATCH", "/api/things/1/", null).statusCode()).isEqualTo(200);
    assertThat(edge.calls.getFirst().arguments().body().isEmpty()).isTrue();
  }

  @Test
  void aBodyNobodyAskedForShouldBeIgnored() {
    assertThat(edge.json("POST", "/api/things/1/press/", "{}").statusCode()).isEqualTo(202);
    assertThat(edge.get("/api/things/").statusCode()).isEqualTo(200);
  }

  private static String malformed(String body) {
    return problem(edge.json("POST", "/api/things/", body), 400, "malformed_json")
        .getString("detail");
  }
}
