package com.honeydue.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.honeydue.config.HttpSettings;
import com.honeydue.testing.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Leaving without losing a request. */
class HttpDrainTest {

  private static final String GET =
      "GET /api/things/1/ HTTP/1.1\r\nHost: localhost\r\nAuthorization: Token good\r\n\r\n";

  private final TestEdge edge =
      new TestEdge(
          new HttpSettings(
              0,
              2,
              1024 * 1024,
              100,
              Duration.ZERO,
              Duration.ZERO,
              Duration.ofSeconds(20),
              Duration.ofSeconds(30),
              List.of(),
              List.of()));

  @AfterEach
  void stop() {
    edge.close();
  }

  @Test
  void aDrainingServerShouldAnswerAndCloseItsConnections() {
    try (var connection = new RawConnection(edge.port)) {
      assertThat(connection.send(GET).read().headers()).doesNotContainKey("connection");

      edge.readiness.drain();

      var ready = edge.get("/api/health/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(new JsonObject(ready.body()).getString("code")).isEqualTo("draining");
      var answer = connection.send(GET).read();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.headers()).containsEntry("connection", "close");
      assertThat(connection.isClosedByServer()).isTrue();
    }
    assertThat(edge.get("/api/things/1/").statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsInFlightShouldBeAnsweredBeforeTheServerIsGone() {
    List<Promise<TestEdge.Thing>> held = hold();
    List<RawConnection> waiting = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      waiting.add(new RawConnection(edge.port).send(GET));
    }
    var idle = new RawConnection(edge.port);
    assertThat(idle.send("GET /api/health/ HTTP/1.1\r\nHost: x\r\n\r\n").read().status())
        .isEqualTo(200);
    Eventually.until("all are being worked on", () -> held.size() == 8);

    edge.readiness.drain();
    Future<Void> gone = edge.undeploy();

    assertThat(idle.isClosedByServer()).isTrue();
    Eventually.until("nobody can connect", this::isDeaf);
    assertThat(gone.isComplete()).isFalse();
    held.forEach(promise -> promise.complete(TestEdge.THING));
    for (RawConnection connection : waiting) {
      assertThat(connection.read().status()).isEqualTo(200);
      assertThat(connection.isClosedByServer()).isTrue();
      connection.close();
    }
    TestEdge.await(gone);
    idle.close();
  }

  @Test
  void aRequestThatTakesTooLongShouldNotHoldTheServer() {
    List<Promise<TestEdge.Thing>> held = hold();
    try (var connection = new RawConnection(edge.port).send(GET)) {
      Eventually.until("it is being worked on", () -> held.size() == 1);

      TestEdge.await(edge.undeploy());

      assertThatThrownBy(connection::read).hasMessageContaining("closed");
    }
  }

  @Test
  void http2ShouldBeSentAwayAfterItsStreamsAreAnswered() {
    List<Promise<TestEdge.Thing>> held = hold();
    HttpClient client =
        edge.vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false));
    List<Future<Integer>> statuses = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      statuses.add(
          client
              .request(HttpMethod.GET, edge.port, "localhost", "/api/things/1/")
              .map(request -> request.putHeader("authorization", "Bearer good"))
              .compose(HttpClientRequest::send)
              .map(
                  response -> {
                    assertThat(response.version()).isEqualTo(HttpVersion.HTTP_2);
                    return response.statusCode();
                  }));
    }
    Eventually.until("all are being worked on", () -> held.size() == 5);

    edge.readiness.drain();
    Future<Void> gone = edge.undeploy();
    held.forEach(promise -> promise.complete(TestEdge.THING));

    for (Future<Integer> status : statuses) {
      assertThat(TestEdge.await(status)).isEqualTo(200);
    }
    TestEdge.await(gone);
    TestEdge.await(client.close());
  }

  private List<Promise<TestEdge.Thing>> hold() {
    List<Promise<TestEdge.Thing>> held = new CopyOnWriteArrayList<>();
    edge.answer(
        "getThing",
        call -> {
          Promise<TestEdge.Thing> promise = Promise.promise();
          held.add(promise);
          return promise.future();
        });
    return held;
  }

  private boolean isDeaf() {
    try {
      new RawConnection(edge.port).close();
      return false;
    } catch (java.io.UncheckedIOException refused) {
      return true;
    }
  }
}
