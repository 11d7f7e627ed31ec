package com.honeydue.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.config.ObsSettings;
import com.honeydue.config.OtelSettings;
import com.honeydue.config.Secret;
import com.honeydue.testing.FreePort;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The real exporter against a collector that keeps what it gets. */
class OtlpExportTest {

  private static final Duration SHORT = Duration.ofSeconds(30);

  private record Received(String method, String path, String authorization, String body) {}

  private final Vertx vertx = Vertx.vertx();
  private final Queue<Received> received = new ConcurrentLinkedQueue<>();

  @AfterEach
  void stop() throws Exception {
    await(vertx.close());
  }

  @Test
  void spansArriveAtTheCollectorWithTheIngestToken() throws Exception {
    Telemetry telemetry = TelemetryStart.start(otel(collector()), obs("t0p-s3cret"));
    telemetry.tracer().spanBuilder("GET /api/tasks/").startSpan().end();

    await(telemetry.flush(SHORT));

    assertThat(received).hasSize(1);
    Received request = received.element();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/v1/traces");
    assertThat(request.authorization()).isEqualTo("Bearer t0p-s3cret");
    assertThat(request.body())
        .contains("service.name", "honeydue-test", "service.instance.id", "GET /api/tasks/");
    await(telemetry.shutdown(SHORT));
  }

  @Test
  void withoutATokenNoHeaderIsSent() throws Exception {
    Telemetry telemetry = TelemetryStart.start(otel(collector() + "/"), obs(""));
    telemetry.tracer().spanBuilder("span").startSpan().end();

    await(telemetry.shutdown(SHORT));

    assertThat(received).extracting(Received::authorization).containsExactly("");
    assertThat(received).extracting(Received::path).containsExactly("/v1/traces");
  }

  @Test
  void aCollectorThatRefusesOrIsAwayFailsNothing() throws Exception {
    Telemetry refused = TelemetryStart.start(otel(refusing()), obs("wrong"));
    Telemetry alone = TelemetryStart.start(otel("http://localhost:" + FreePort.find()), obs(""));
    refused.tracer().spanBuilder("span").startSpan().end();
    alone.tracer().spanBuilder("span").startSpan().end();

    await(refused.flush(SHORT));
    await(refused.shutdown(SHORT));
    await(alone.shutdown(SHORT));

    assertThat(received).extracting(Received::authorization).containsExactly("Bearer wrong");
  }

  @Test
  void withoutACollectorRequestsStillHaveTraceIdsAndNothingIsRecorded() throws Exception {
    Telemetry telemetry = TelemetryStart.start(otel(""), obs(""));

    Span span = telemetry.tracer().spanBuilder("span").startSpan();

    assertThat(span.isRecording()).isFalse();
    assertThat(span.getSpanContext().isValid()).isTrue();
    await(telemetry.shutdown(SHORT));
  }

  private String collector() throws Exception {
    return listen(request -> request.response().end());
  }

  private String refusing() throws Exception {
    return listen(request -> request.response().setStatusCode(401).end());
  }

  private String listen(Consumer<HttpServerRequest> answer) throws Exception {
    int port =
        await(
                vertx
                    .createHttpServer()
                    .requestHandler(
                        request ->
                            request
                                .body()
                                .onSuccess(
                                    body -> {
                                      received.add(
                                          new Received(
                                              request.method().name(),
                                              request.path(),
                                              request.headers().contains("Authorization")
                                                  ? request.getHeader("Authorization")
                                                  : "",
                                              gunzip(body.getBytes())));
                                      answer.accept(request);
                                    }))
                    .listen(0))
            .actualPort();
    return "http://localhost:" + port;
  }

  private static String gunzip(byte[] body) {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OtelSettings otel(String endpoint) {
    return new OtelSettings(endpoint, "honeydue-test", 1);
  }

  private static ObsSettings obs(String token) {
    return new ObsSettings(new Secret(token));
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
