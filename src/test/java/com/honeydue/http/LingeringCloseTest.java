package com.honeydue.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/**
 * Clients that send far more than is allowed before they read: a socket that is closed while
 * something is unread resets the connection, which takes the answer with it.
 */
class LingeringCloseTest {

  private static final int REPEATS = 20;
  private static final int MEGABYTE = 1024 * 1024;

  private static TestEdge edge;

  @BeforeAll
  static void start() {
    edge = TestEdge.start();
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @RepeatedTest(REPEATS)
  void aMegabyteOfHeadersShouldBeAnswered() {
    var flood = new StringBuilder("GET /api/things/ HTTP/1.1\r\nHost: localhost\r\n");
    for (int i = 0; flood.length() < MEGABYTE; i++) {
      flood.append("X-Flood-").append(i).append(": ").append("y".repeat(100)).append("\r\n");
    }

    expectRefusal(flood.append("\r\n").toString(), 431, "headers_too_large");
  }

  @RepeatedTest(REPEATS)
  void oneHeaderOfAMegabyteShouldBeAnswered() {
    expectRefusal(
        "GET /api/things/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Flood: "
            + "y".repeat(MEGABYTE)
            + "\r\n\r\n",
        431,
        "headers_too_large");
  }

  @RepeatedTest(REPEATS)
  void aRequestLineOf200KilobytesShouldBeAnswered() {
    expectRefusal(
        "GET /api/things/?colour=" + "x".repeat(200_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
        414,
        "uri_too_long");
  }

  @RepeatedTest(REPEATS)
  void aMegabyteOfGarbageShouldBeAnswered() {
    expectRefusal("garbage\r\n\r\n" + "z".repeat(MEGABYTE), 400, "malformed_request");
  }

  @RepeatedTest(REPEATS)
  void aBodyOfTenMegabytesShouldBeAnsweredAndTheConnectionEnded() {
    expectRefusal(post(10 * MEGABYTE, "Connection: close\r\n"), 413, "body_too_large");
  }

  @RepeatedTest(REPEATS)
  void aBodyOfTenMegabytesShouldBeAnsweredAndTheConnectionGoOn() {
    try (var connection = new RawConnection(edge.port)) {
      connection.send(post(10 * MEGABYTE, ""));
      expectProblem(connection, 413, "body_too_large");

      connection.send("GET /api/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(connection.read().status()).isEqualTo(200);
    }
  }

  @Test
  void aClientThatSendsWithoutEndShouldBeCutOff() {
    try (var connection = new RawConnection(edge.port)) {
      connection.send("garbage\r\n\r\n");
      expectProblem(connection, 400, "malformed_request");
      String more = "z".repeat(MEGABYTE);

      assertThatThrownBy(
              () -> {
                for (long sent = 0; sent < 2 * LingeringClose.MOST_BYTES; sent += MEGABYTE) {
                  connection.send(more);
                }
              })
          .isInstanceOf(UncheckedIOException.class);
    }
  }

  private static void expectRefusal(String request, int status, String code) {
    try (var connection = new RawConnection(edge.port)) {
      connection.send(request);
      expectProblem(connection, status, code);
      connection.expectEnd();
    }
  }

  private static void expectProblem(RawConnection connection, int status, String code) {
    var answer = connection.read();
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
    assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo(code);
  }

  private static String post(int length, String headers) {
    return "POST /api/things/ HTTP/1.1\r\nHost: localhost\r\nAuthorization: Token good\r\n"
        + headers
        + "Content-Type: application/json\r\nContent-Length: "
        + length
        + "\r\n\r\n"
        + "x".repeat(length);
  }
}
