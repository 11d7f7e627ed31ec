package com.honeydue.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All of the corpus, each sent to the whole server as it stands: the server answers, never with an
 * error of its own, with a problem where it refuses, and the connection can be used again or is
 * closed as the answer says.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerFuzzTest {

  private final TestServer server =
      TestServer.start(Map.of("HTTP_TRUSTED_PROXIES", "127.0.0.0/8,10.0.0.0/8"));
  private String token = "";

  @BeforeAll
  void register() {
    token = TestServer.token(server.register());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  static Stream<Fuzz.Case> corpus() {
    return Fuzz.corpus();
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void theServerShouldKeepItsCountenance(Fuzz.Case input) {
    try (var connection = new RawConnection(server.api().server().getPort())) {
      var answer = connection.send(request(input)).read();

      assertThat(answer.status()).as(answer.body()).isBetween(200, 499);
      if (answer.status() >= 400) {
        assertThat(answer.headers().get("content-type")).isEqualTo("application/problem+json");
        var problem = new JsonObject(answer.body());
        assertThat(problem.getInteger("status")).isEqualTo(answer.status());
        assertThat(problem.getString("code")).matches("[a-z][a-z0-9_]*");
        assertThat(problem.getString("trace_id", "")).doesNotContain("<");
      }
      assertThat(answer.headers().get("x-request-id")).matches("[A-Za-z0-9_-]{8,64}");
      if ("close".equals(answer.headers().get("connection"))) {
        connection.expectEnd();
      } else {
        assertThat(connection.send(get("/api/health/live", "")).read().status()).isEqualTo(200);
      }
    }
  }

  private String request(Fuzz.Case input) {
    String text = input.text();
    String authorized = "Authorization: Token " + token + "\r\n";
    return switch (input.parser()) {
      case "path" -> get(text.isEmpty() ? "/" : text, authorized);
      case "cursor" -> get("/api/residences/?cursor=" + text, authorized);
      case "address" -> get("/api/residences/", authorized + "X-Forwarded-For: " + text + "\r\n");
      case "json" -> post("Content-Type: application/json\r\n" + authorized, input.bytes());
      case "content-type" ->
          post("Content-Type: " + text + "\r\n" + authorized, bytes("{\"name\": \"Home\"}"));
      case "idempotency-key" ->
          post(
              "Content-Type: application/json\r\nIdempotency-Key: " + text + "\r\n" + authorized,
              bytes("{\"name\": \"Home\"}"));
      case "if-match" ->
          "DELETE /api/residences/1/ HTTP/1.1\r\nHost: localhost\r\n"
              + authorized
              + "If-Match: "
              + text
              + "\r\n\r\n";
      case "authorization" -> get("/api/tasks/", "Authorization: " + text + "\r\n");
      default -> get("/api/tasks/", authorized + input.parser() + ": " + text + "\r\n");
    };
  }

  private static String get(String target, String headers) {
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
  }

  private static String post(String headers, byte[] body) {
    return "POST /api/residences/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
        + body.length
        + "\r\n"
        + headers
        + "\r\n"
        + new String(body, StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
