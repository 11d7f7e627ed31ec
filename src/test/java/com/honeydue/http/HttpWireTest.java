package com.honeydue.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.config.HttpSettings;
import com.honeydue.testing.Eventually;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What clients may do on the wire that a well-behaved HTTP client does not. */
class HttpWireTest {

  private static final String AUTHORIZED = "Host: localhost\r\nAuthorization: Token good\r\n";

  /** Longer than any test waits. */
  private static final Duration PATIENT = Duration.ofMinutes(1);

  private TestEdge edge = start(PATIENT);

  @AfterEach
  void stop() {
    edge.close();
  }

  private static TestEdge start(Duration requestTimeout) {
    return new TestEdge(
        new HttpSettings(
            0,
            1,
            1024 * 1024,
            3,
            Duration.ZERO,
            Duration.ZERO,
            requestTimeout,
            Duration.ofSeconds(30),
            List.of(),
            List.of()));
  }

  private void hurry() {
    edge.close();
    edge = start(Duration.ofSeconds(1));
  }

  @Test
  void pipelinedRequestsShouldBeAnsweredInOrder() {
    try (var connection = new RawConnection(edge.port)) {
      var requests = new StringBuilder();
      for (int i = 1; i <= 20; i++) {
        requests.append(get("/api/things/" + i + "/"));
      }
      edge.answer(
          "getThing",
          call ->
              Future.succeededFuture(
                  new TestEdge.Thing(
                      call.arguments().id(), "t", java.time.Instant.EPOCH, null, 1)));
      connection.send(requests.toString());

      for (int i = 1; i <= 20; i++) {
        var answer = connection.read();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(new JsonObject(answer.body()).getInteger("id")).isEqualTo(i);
      }
    }
  }

  @Test
  void aPipelinedRequestAfterARefusedBodyShouldBeAnswered() {
    try (var connection = new RawConnection(edge.port)) {
      connection.send(
          "POST /api/things/ HTTP/1.1\r\nHost: x\r\nAuthorization: Token bad\r\n"
              + "Content-Type: application/json\r\nContent-Length: 12\r\n\r\n{\"title\":1}\n"
              + get("/api/public/"));

      assertThat(connection.read().status()).isEqualTo(401);
      assertThat(connection.read().status()).isEqualTo(200);
    }
  }

  @Test
  void aHeaderFloodShouldBeAProblem() {
    try (var connection = new RawConnection(edge.port)) {
      var flood = new StringBuilder("GET /api/things/ HTTP/1.1\r\nHost: localhost\r\n");
      // Only just too much: what a closing server leaves unread makes the kernel drop its answer.
      for (int i = 0; flood.length() < ListeningOptions.LARGEST_HEADERS + 2_000; i++) {
        flood.append("X-Flood-").append(i).append(": ").append("y".repeat(40)).append("\r\n");
      }
      connection.send(flood.append("\r\n").toString());

      assertProblem(connection.read(), 431, "headers_too_large");
      assertThat(connection.isClosedByServer()).isTrue();
    }
    assertServing();
  }

  @Test
  void aRequestLineThatIsTooLongShouldBeAProblem() {
    try (var connection = new RawConnection(edge.port)) {
      connection.send(
          get("/api/things/?colour=" + "x".repeat(ListeningOptions.LONGEST_LINE + 200)));

      assertProblem(connection.read(), 414, "uri_too_long");
    }
    assertServing();
  }

  @Test
  void garbageShouldBeAProblem() {
    try (var connection = new RawConnection(edge.port)) {
      connection.send("\u0016\u0003\u0001 garbage\r\n\r\n");

      assertProblem(connection.read(), 400, "malformed_request");
    }
    assertServing();
  }

  @Test
  void badPercentEncodingShouldBeNamed() {
    try (var connection = new RawConnection(edge.port)) {
      connection.send(get("/api/things/%zz/"));
      assertThat(assertProblem(connection.read(), 400, "invalid_request").getJsonArray("errors"))
          .singleElement()
          .extracting(error -> ((JsonObject) error).getString("message"))
          .isEqualTo("is not properly percent-encoded");

      connection.send(get("/api/things/?colour=%e"));
      assertProblem(connection.read(), 400, "invalid_request");

      connection.send(get("*"));
      assertProblem(connection.read(), 404, "not_found");
    }
  }

  @Test
  void aClientThatAsksBeforeItSendsShouldBeToldToGoOn() {
    try (var connection = new RawConnection(edge.port)) {
      connection.send(post(14, "Expect: 100-continue\r\n"));
      assertThat(connection.read().status()).isEqualTo(100);

      connection.send("{\"title\": \"a\"}");
      assertThat(connection.read().status()).isEqualTo(201);

      connection.send(post(5_000_000, "Expect: 100-continue\r\n"));
      assertProblem(connection.read(), 413, "body_too_large");
    }
  }

  @Test
  void aBodyThatDoesNotComeShouldNotHoldAPlaceForEver() {
    hurry();
    try (var connection = new RawConnection(edge.port)) {
      connection.send(post(14, "") + "{");

      assertProblem(connection.read(), 408, "request_timeout");
      assertThat(connection.isClosedByServer()).isTrue();
    }
    assertServing();
  }

  @Test
  void aClientThatLeavesShouldGiveItsPlaceBack() {
    for (int i = 0; i < 10; i++) {
      try (var connection = new RawConnection(edge.port)) {
        connection.send(post(14, "") + "{");
      }
    }
    Eventually.until(
        "places are free again",
        () -> edge.json("POST", "/api/things/", "{\"title\": \"a\"}").statusCode() == 201);
  }

  @Test
  void moreThanTheLimitShouldBeTurnedAwayAtOnce() {
    List<Promise<TestEdge.Thing>> held = new CopyOnWriteArrayList<>();
    edge.answer(
        "getThing",
        call -> {
          Promise<TestEdge.Thing> promise = Promise.promise();
          held.add(promise);
          return promise.future();
        });
    List<RawConnection> waiting = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      waiting.add(new RawConnection(edge.port).send(get("/api/things/1/")));
    }
    Eventually.until("three are being worked on", () -> held.size() == 3);

    List<String> traced = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      var refused = edge.get("/api/things/1/");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(new JsonObject(refused.body()).getString("code")).isEqualTo("overloaded");
      assertThat(refused.headers().firstValue("retry-after")).hasValue("1");
      refused.headers().firstValue("x-trace-id").ifPresent(traced::add);
    }

    assertThat(traced).as("one in a second").isNotEmpty();
    Eventually.until(
        "who is told of a trace can find it, and there are no others",
        () ->
            edge.spans.getFinishedSpanItems().stream()
                .filter(span -> span.getKind() == SpanKind.SERVER)
                .map(SpanData::getTraceId)
                .toList()
                .equals(traced));
    assertThat(edge.get("/api/health/live").statusCode()).isEqualTo(200);

    held.forEach(promise -> promise.complete(TestEdge.THING));
    for (RawConnection connection : waiting) {
      assertThat(connection.read().status()).isEqualTo(200);
      connection.close();
    }
    assertServing();
  }

  @Test
  void aServiceThatDoesNotAnswerShouldBeUnavailable() {
    hurry();
    edge.answer("getThing", call -> Promise.promise().future());

    var answer = edge.get("/api/things/1/");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("deadline_exceeded");
  }

  private void assertServing() {
    edge.answer("getThing", call -> Future.succeededFuture(TestEdge.THING));
    assertThat(edge.get("/api/things/1/").statusCode()).isEqualTo(200);
  }

  private static JsonObject assertProblem(RawConnection.Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
    var problem = new JsonObject(answer.body());
    assertThat(problem.getString("code")).isEqualTo(code);
    return problem;
  }

  private static String get(String target) {
    return "GET " + target + " HTTP/1.1\r\n" + AUTHORIZED + "\r\n";
  }

  private static String post(int length, String headers) {
    return "POST /api/things/ HTTP/1.1\r\n"
        + AUTHORIZED
        + headers
        + "Content-Type: application/json\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }
}
