package com.honeydue.http;

import static com.honeydue.http.Answers.fieldErrors;
import static com.honeydue.http.Answers.header;
import static com.honeydue.http.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Failure;
import com.honeydue.bus.Reply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may call, and how replies and failures become answers. */
class HttpAnswersTest {

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
}
