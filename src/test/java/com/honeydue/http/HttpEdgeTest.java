package com.honeydue.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Failure;
import com.honeydue.bus.Reply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests and answers over a real socket and a real bus. */
class HttpEdgeTest {

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

  // Arguments

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
              assertThat(call.deadline()).isAfter(java.time.Instant.now());
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
    var answer = edge.json("POST", "/api/things/", "{\"title\": " + "9".repeat(2000) + "}");
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
        java.net.http.HttpRequest.newBuilder(
                java.net.URI.create("http://localhost:" + edge.port + "/api/things/"))
            .header("Authorization", "Token good")
            .header("Content-Type", "application/json")
            .POST(
                java.net.http.HttpRequest.BodyPublishers.ofByteArray(
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
        java.net.http.HttpRequest.newBuilder(
                java.net.URI.create("http://localhost:" + edge.port + "/api/things/"))
            .header("Authorization", "Token good")
            .header("Content-Type", "application/json")
            .POST(
                java.net.http.HttpRequest.BodyPublishers.ofInputStream(
                    () -> new java.io.ByteArrayInputStream(new byte[10 * 1024 * 1024])))
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

  // Callers

  @Test
  void aTokenShouldBeNeededUnlessTheOperationIsPublic() {
    for (String authorization : List.of("Token bad", "Token ", "Basic good", "good", "Token a b")) {
      var answer = edge.get("/api/things/", "Authorization", authorization);
      problem(answer, 401, "invalid_token");
      assertThat(answer.headers().firstValue("www-authenticate"))
          .hasValue("Token realm=\"honeydue\", Bearer realm=\"honeydue\"");
    }
    assertThat(edge.get("/api/things/", "Authorization", "bearer good").statusCode())
        .isEqualTo(200);
    assertThat(edge.get("/api/public/", "Authorization", "Token bad").statusCode()).isEqualTo(200);
    assertThat(edge.calls.getLast().caller().anonymous()).isTrue();
  }

  @Test
  void aBodyOfAStrangerShouldNotBeReadButAnswered() {
    var answer =
        edge.json("POST", "/api/things/", "x".repeat(900_000), "Authorization", "Token bad");

    problem(answer, 401, "invalid_token");
    assertThat(edge.get("/api/things/").statusCode()).isEqualTo(200);
  }

  @Test
  void staffOperationsShouldBeForStaff() {
    problem(edge.get("/api/staff/"), 403, "staff_only");
    assertThat(edge.get("/api/staff/", "Authorization", "Token staff").statusCode()).isEqualTo(200);
  }

  // Answers

  @Test
  void anAnswerShouldBeSnakeCaseJsonWithItsTag() {
    var answer = edge.get("/api/things/1/");

    assertThat(answer.body())
        .isEqualTo(
            "{\"id\":1,\"title\":\"a"
                + " thing\",\"made_at\":\"2026-05-31T08:30:00Z\",\"note\":null,\"version\":3}");
    assertThat(header(answer, "content-type")).isEqualTo("application/json");
    assertThat(header(answer, "etag")).isEqualTo("\"3\"");
    assertThat(header(answer, "cache-control")).isEqualTo("private, no-cache");
    assertThat(header(answer, "x-content-type-options")).isEqualTo("nosniff");
    assertThat(header(answer, "x-request-id")).hasSize(16);
    assertThat(header(answer, "x-trace-id")).matches("[0-9a-f]{32}");
  }

  @Test
  void aNewResourceShouldTellWhereItIs() {
    var answer = edge.json("POST", "/api/things/", "{\"title\": \"a\"}");

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(header(answer, "location")).isEqualTo("/api/things/1/");
  }

  @Test
  void anExistingResourceShouldBeAnsweredWith200() {
    edge.answer("createThing", call -> Future.succeededFuture(Reply.of(TestEdge.THING).existing()));

    var answer = edge.json("POST", "/api/things/", "{\"title\": \"a\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("location")).isEmpty();
  }

  @Test
  void noContentShouldHaveNone() {
    var answer = edge.send("DELETE", "/api/things/1/", null);

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("content-length")).isEmpty();
    assertThat(answer.headers().firstValue("content-type")).isEmpty();
  }

  @Test
  void otherTypesThanJsonShouldBeWrittenAsTheyAre() {
    edge.answer("feed", call -> Future.succeededFuture("BEGIN:VCALENDAR"));

    var answer = edge.get("/api/feed/s3cret.ics");

    assertThat(answer.body()).isEqualTo("BEGIN:VCALENDAR");
    assertThat(header(answer, "content-type")).isEqualTo("text/calendar");
    assertThat(edge.calls.getLast().arguments().text("feed_token")).isEqualTo("s3cret");
  }

  @Test
  void anAnswerThatCanNotBeWrittenShouldBeAnInternalError() {
    edge.answer("getThing", call -> Future.succeededFuture(new Object()));

    var answer = edge.get("/api/things/1/");

    problem(answer, 500, "internal_error");
    assertThat(answer.body()).doesNotContain("Object");
  }

  @Test
  void headShouldAnswerAsGetWithoutContent() {
    var get = edge.get("/api/things/1/");
    var head = edge.send("HEAD", "/api/things/1/", null);

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(header(head, "content-length")).isEqualTo(header(get, "content-length"));
    assertThat(header(head, "etag")).isEqualTo("\"3\"");
  }

  // Failures

  @Test
  void everyKindOfFailureShouldHaveItsStatus() {
    Map<Failure.Kind, Integer> statuses =
        Map.ofEntries(
            Map.entry(Failure.Kind.INVALID, 400),
            Map.entry(Failure.Kind.UNAUTHENTICATED, 401),
            Map.entry(Failure.Kind.FORBIDDEN, 403),
            Map.entry(Failure.Kind.NOT_FOUND, 404),
            Map.entry(Failure.Kind.CONFLICT, 409),
            Map.entry(Failure.Kind.STALE, 412),
            Map.entry(Failure.Kind.TOO_LARGE, 413),
            Map.entry(Failure.Kind.UNSUPPORTED_MEDIA, 415),
            Map.entry(Failure.Kind.UNPROCESSABLE, 422),
            Map.entry(Failure.Kind.THROTTLED, 429),
            Map.entry(Failure.Kind.INTERNAL, 500),
            Map.entry(Failure.Kind.UNAVAILABLE, 503));
    assertThat(statuses).containsOnlyKeys(Failure.Kind.values());
    statuses.forEach(
        (kind, status) -> {
          edge.answer(
              "getThing",
              call -> Future.failedFuture(Failure.of(kind, "some_code", "Some words.")));
          assertThat(problem(edge.get("/api/things/1/"), status, "some_code").getString("detail"))
              .isEqualTo("Some words.");
        });
  }

  @Test
  void aProblemShouldCarryWhatTheFailureKnows() {
    edge.answer(
        "getThing",
        call ->
            Future.failedFuture(
                Failure.throttled(Duration.ofMillis(1500)).detail("upgrade_trigger", "tasks")));

    var answer = edge.get("/api/things/1/", "X-Request-Id", "my-request-1");

    JsonObject problem = problem(answer, 429, "too_many_requests");
    assertThat(header(answer, "retry-after")).isEqualTo("2");
    assertThat(problem.getString("upgrade_trigger")).isEqualTo("tasks");
    assertThat(problem.getString("request_id")).isEqualTo("my-request-1");
    assertThat(problem.getString("trace_id")).isEqualTo(header(answer, "x-trace-id"));
    assertThat(problem.getString("type")).isEqualTo("about:blank");
    assertThat(problem.getString("title")).isEqualTo("Too Many Requests");
  }

  @Test
  void whatAServiceThrowsShouldBeToldToNobody() {
    edge.answer(
        "getThing",
        call -> {
          throw new IllegalStateException("the password is 1234");
        });

    var answer = edge.get("/api/things/1/");

    problem(answer, 500, "internal_error");
    assertThat(answer.body()).doesNotContain("1234");
  }

  @Test
  void anAcceptThatExcludesTheAnswerShouldBeRefused() {
    problem(edge.get("/api/things/", "Accept", "text/html"), 406, "not_acceptable");
    problem(edge.get("/api/things/", "Accept", "application/json;q=0, */*"), 406, "not_acceptable");
    problem(edge.get("/api/feed/x.ics", "Accept", "application/json"), 406, "not_acceptable");
    for (String accept :
        List.of("*/*", "application/*", "text/html, */*;q=0.1", "Application/JSON; indent=2")) {
      assertThat(edge.get("/api/things/", "Accept", accept).statusCode()).as(accept).isEqualTo(200);
    }
  }

  // Routes

  @Test
  void aPathWithoutItsLastSlashShouldBeSentThere() {
    var answer = edge.get("/api/things?limit=2&colour=red");

    assertThat(answer.statusCode()).isEqualTo(308);
    assertThat(header(answer, "location")).isEqualTo("/api/things/?limit=2&colour=red");
    assertThat(header(edge.send("POST", "/api/things/5/press", "{}"), "location"))
        .isEqualTo("/api/things/5/press/");
    problem(edge.get("/api/nothing"), 404, "not_found");
  }

  @Test
  void unknownPathsAndMethodsShouldBeProblems() {
    problem(edge.get("/api/nothing/"), 404, "not_found");
    problem(edge.get("/"), 404, "not_found");
    problem(edge.get("/api/things/1/press/more/"), 404, "not_found");
    var answer = edge.send("PUT", "/api/things/1/", "{}");
    problem(answer, 405, "method_not_allowed");
    assertThat(header(answer, "allow")).isEqualTo("DELETE, GET, HEAD, OPTIONS, PATCH");
    assertThat(edge.send("BREW", "/api/things/1/", null).statusCode()).isEqualTo(405);
  }

  @Test
  void optionsShouldTellTheMethods() {
    var answer = edge.send("OPTIONS", "/api/things/", null, "Origin", "https://evil.example");

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(header(answer, "allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
    assertThat(answer.headers().firstValue("access-control-allow-origin")).isEmpty();
  }

  // Conditional requests

  @Test
  void aReaderWhoHoldsTheVersionShouldGetNothing() {
    for (String held : List.of("\"3\"", "W/\"3\"", "\"1\", W/\"3\"", "*")) {
      var answer = edge.get("/api/things/1/", "If-None-Match", held);
      assertThat(answer.statusCode()).as(held).isEqualTo(304);
      assertThat(header(answer, "etag")).isEqualTo("\"3\"");
      assertThat(answer.body()).isEmpty();
    }
    assertThat(edge.get("/api/things/1/", "If-None-Match", "\"2\"").statusCode()).isEqualTo(200);
    assertThat(edge.get("/api/things/1/", "If-None-Match", "3").statusCode()).isEqualTo(200);
  }

  @Test
  void aServiceMayAnswerThatNothingHasChanged() {
    edge.answer("listThings", call -> Future.succeededFuture(Reply.unchanged("abc")));

    var answer = edge.get("/api/things/", "If-None-Match", "\"abc\"");

    assertThat(answer.statusCode()).isEqualTo(304);
    assertThat(header(answer, "etag")).isEqualTo("\"abc\"");
    assertThat(edge.calls.getFirst().preconditions().holds("abc")).isTrue();
  }

  @Test
  void aWriteShouldCarryItsCondition() {
    edge.json("PATCH", "/api/things/1/", "{\"title\": \"a\"}", "If-Match", "\"3\", W/\"4\"");

    assertThat(edge.calls.getFirst().preconditions().acceptedVersions()).containsExactly(3L, 4L);

    edge.calls.clear();
    var answer = edge.json("PATCH", "/api/things/1/", "{\"title\": \"a\"}", "If-Match", "3");
    assertThat(fieldErrors(answer))
        .containsExactly("/header/If-Match must be * or a list of entity tags such as \"3\"");
    assertThat(edge.calls).isEmpty();
  }

  // Health, contract, metrics

  @Test
  void healthShouldFollowReadiness() {
    assertThat(edge.get("/api/health/").body()).isEqualTo("{\"status\":\"ok\"}");
    assertThat(edge.get("/api/health/ready").statusCode()).isEqualTo(200);

    edge.readiness.ready(false);

    assertThat(edge.get("/api/health/live").statusCode()).isEqualTo(200);
    problem(edge.get("/api/health/ready"), 503, "starting");
    edge.readiness.ready(true);
  }

  @Test
  void theContractShouldBeServedWhole() {
    var answer = edge.get("/api/openapi.yaml");

    assertThat(header(answer, "content-type")).isEqualTo("application/yaml");
    assertThat(answer.body())
        .startsWith("openapi: 3.1.0")
        .contains(
            "/api/things/{id}/:",
            "/api/health/ready:",
            "NewThing:",
            "#/components/responses/TooLarge");
    assertThat(edge.get("/api/openapi.yaml", "If-None-Match", header(answer, "etag")).statusCode())
        .isEqualTo(304);
  }

  @Test
  void metricsShouldCountRequestsByRoute() {
    edge.get("/api/things/12345/");
    edge.get("/api/no/such/route/");

    var answer = edge.get("/metrics");

    assertThat(header(answer, "content-type")).startsWith("text/plain; version=0.0.4");
    assertThat(answer.body())
        .contains(
            "http_request_duration_seconds_count{method=\"GET\",route=\"/api/things/{id}/\",status=\"200\"}",
            "http_request_duration_seconds_count{method=\"GET\",route=\"unmatched\",status=\"404\"}")
        .doesNotContain("12345");
  }

  private static JsonObject problem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(header(answer, "content-type")).isEqualTo("application/problem+json");
    assertThat(header(answer, "cache-control")).isEqualTo("no-store");
    var problem = new JsonObject(answer.body());
    assertThat(problem.getInteger("status")).isEqualTo(status);
    assertThat(problem.getString("code")).isEqualTo(code);
    assertThat(problem.getString("request_id")).isEqualTo(header(answer, "x-request-id"));
    return problem;
  }

  private static String malformed(String body) {
    return problem(edge.json("POST", "/api/things/", body), 400, "malformed_json")
        .getString("detail");
  }

  private static List<String> fieldErrors(HttpResponse<String> answer) {
    return problem(answer, 400, "invalid_request").getJsonArray("errors").stream()
        .map(JsonObject.class::cast)
        .map(error -> error.getString("pointer") + " " + error.getString("message"))
        .toList();
  }

  private static JsonArray errors(String... pointersAndMessages) {
    var errors = new JsonArray();
    for (int i = 0; i < pointersAndMessages.length; i += 2) {
      errors.add(
          new JsonObject()
              .put("pointer", pointersAndMessages[i])
              .put("message", pointersAndMessages[i + 1]));
    }
    return errors;
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElseThrow(() -> new AssertionError("no " + name));
  }
}
