package com.honeydue.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.config.HttpSettings;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What depends on settings, on the connection, or on what the client can do: CORS, proxies, gzip,
 * HTTP/2.
 */
class HttpOptionsTest {

  private static TestEdge edge;

  @BeforeAll
  static void start() {
    edge =
        new TestEdge(
            new HttpSettings(
                0,
                1,
                1024 * 1024,
                100,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                List.of("https://app.example.com"),
                List.of("127.0.0.0/8", "10.0.0.0/8")));
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
  void aKnownOriginShouldBeAnswered() {
    var preflight =
        edge.send(
            "OPTIONS",
            "/api/things/1/",
            null,
            "Origin",
            "https://app.example.com",
            "Access-Control-Request-Method",
            "PATCH",
            "Access-Control-Request-Headers",
            "authorization, content-type");
    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(header(preflight, "access-control-allow-origin"))
        .isEqualTo("https://app.example.com");
    assertThat(header(preflight, "access-control-allow-methods")).contains("PATCH");
    assertThat(header(preflight, "access-control-allow-headers"))
        .contains("Authorization", "If-Match");

    var answer = edge.get("/api/things/1/", "Origin", "https://app.example.com");
    assertThat(header(answer, "access-control-allow-origin")).isEqualTo("https://app.example.com");
    assertThat(header(answer, "access-control-expose-headers")).contains("ETag");
    assertThat(header(answer, "vary")).isEqualTo("origin");

    var problem = edge.get("/api/nothing/", "Origin", "https://app.example.com");
    assertThat(header(problem, "access-control-allow-origin")).isEqualTo("https://app.example.com");
  }

  @Test
  void anUnknownOriginShouldNotBeAnswered() {
    var preflight =
        edge.send(
            "OPTIONS",
            "/api/things/1/",
            null,
            "Origin",
            "https://evil.example",
            "Access-Control-Request-Method",
            "PATCH");

    assertThat(preflight.headers().map().keySet())
        .noneMatch(name -> name.startsWith("access-control"));
  }

  @Test
  void theClientsAddressShouldBeThatBeforeTheTrustedProxies() {
    edge.get("/api/things/", "X-Forwarded-For", "6.6.6.6, 203.0.113.7, 10.1.2.3");

    assertThat(edge.calls.getFirst().client().address()).isEqualTo("203.0.113.7");
  }

  @Test
  void aLongUserAgentShouldBeCut() {
    edge.get("/api/things/", "User-Agent", "x".repeat(1000));

    assertThat(edge.calls.getFirst().client().userAgent()).hasSize(200);
  }

  @Test
  void aLargeAnswerShouldBeCompressedWhenAskedFor() throws Exception {
    String note = "again and again ".repeat(2_000);
    edge.answer(
        "getThing",
        call ->
            Future.succeededFuture(new TestEdge.Thing(1, "t", java.time.Instant.EPOCH, note, 3)));

    HttpResponse<byte[]> compressed = bytes("gzip, deflate, br");
    assertThat(compressed.headers().firstValue("content-encoding")).hasValue("gzip");
    assertThat(compressed.headers().firstValue("etag")).hasValue("W/\"3\"");
    assertThat(compressed.headers().firstValue("vary")).hasValue("accept-encoding, origin");
    assertThat(compressed.body().length).isLessThan(2_000);
    String unpacked;
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
      unpacked = new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(unpacked).contains(note).endsWith("\"version\":3}");

    for (String none : List.of("identity", "gzip;q=0", "br")) {
      HttpResponse<byte[]> plain = bytes(none);
      assertThat(plain.headers().firstValue("content-encoding")).as(none).isEmpty();
      assertThat(plain.headers().firstValue("etag")).hasValue("\"3\"");
      assertThat(new String(plain.body(), StandardCharsets.UTF_8)).isEqualTo(unpacked);
    }
    assertThat(edge.get("/api/things/1/", "If-None-Match", "W/\"3\"").statusCode()).isEqualTo(304);
  }

  @Test
  void http2ShouldWorkWithoutTls() {
    var client =
        edge.vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false));

    String body =
        TestEdge.await(
                client
                    .request(HttpMethod.POST, edge.port, "localhost", "/api/things/")
                    .map(request -> request.putHeader("authorization", "Token good"))
                    .map(request -> request.putHeader("content-type", "application/json"))
                    .compose(
                        request ->
                            request
                                .send("{\"title\": \"" + "x".repeat(101) + "\"}")
                                .compose(
                                    response -> {
                                      assertThat(response.version()).isEqualTo(HttpVersion.HTTP_2);
                                      assertThat(response.statusCode()).isEqualTo(400);
                                      return response.body();
                                    })))
            .toString();
    int tooLarge =
        TestEdge.await(
            client
                .request(HttpMethod.POST, edge.port, "localhost", "/api/things/")
                .map(request -> request.putHeader("authorization", "Token good"))
                .map(request -> request.putHeader("content-type", "application/json"))
                .compose(request -> request.send("x".repeat(3 * 1024 * 1024)))
                .map(response -> response.statusCode()));
    int fine =
        TestEdge.await(
            client
                .request(HttpMethod.GET, edge.port, "localhost", "/api/things/?limit=1")
                .map(request -> request.putHeader("authorization", "Token good"))
                .compose(HttpClientRequest::send)
                .map(response -> response.statusCode()));
    TestEdge.await(client.close());

    assertThat(body).contains("/title", "must have at most 100 characters");
    assertThat(tooLarge).isEqualTo(413);
    assertThat(fine).isEqualTo(200);
  }

  private static HttpResponse<byte[]> bytes(String acceptEncoding) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://localhost:" + edge.port + "/api/things/1/"))
              .version(HttpClient.Version.HTTP_1_1)
              .header("Authorization", "Token good")
              .header("Accept-Encoding", acceptEncoding)
              .build(),
          HttpResponse.BodyHandlers.ofByteArray());
    }
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElseThrow(() -> new AssertionError("no " + name));
  }
}
