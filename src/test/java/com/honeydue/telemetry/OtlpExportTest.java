package com.honeydue.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.config.ObsSettings;
import com.honeydue.config.OtelSettings;
import com.honeydue.config.ProfilingSettings;
import com.honeydue.config.Secret;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.FreePort;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real exporter against a collector that keeps what it gets. */
class OtlpExportTest {

  private static final Duration SHORT = Duration.ofSeconds(30);

  private static final ProfilingSettings NO_PROFILING =
      new ProfilingSettings("", Duration.ofSeconds(10));

  private static final String EXPORTED = "trace_spans_exported_total";

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

  @Test
  void aTokenFromAFileIsReadAnewForEachBatch(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("token");
    Telemetry telemetry =
        TelemetryStart.start(
            otel(collector()),
            new ObsSettings(new Secret("old"), file.toString(), true, Duration.ZERO, NO_PROFILING));

    send(telemetry, 1);
    Files.writeString(file, "first\n");
    send(telemetry, 2);
    Files.writeString(file, "second\n");
    send(telemetry, 3);
    Files.writeString(file, "");
    send(telemetry, 4);
    Files.delete(file);
    send(telemetry, 5);

    assertThat(received)
        .extracting(Received::authorization)
        .containsExactly(
            "Bearer old", "Bearer first", "Bearer second", "Bearer second", "Bearer second");
    await(telemetry.shutdown(SHORT));
  }

  @Test
  void whatBecomesOfSpansIsCounted() throws Exception {
    Telemetry taken = TelemetryStart.start(otel(collector()), obs("right"));
    Telemetry refused = TelemetryStart.start(otel(refusing()), obs("wrong"));
    Telemetry alone = TelemetryStart.start(otel("http://localhost:" + FreePort.find()), obs(""));
    for (Telemetry telemetry : List.of(taken, refused, alone)) {
      telemetry.tracer().spanBuilder("span").startSpan().end();
    }

    Eventually.until("one is taken", () -> value(taken, EXPORTED) == 1);
    Eventually.until("one is refused", () -> dropped(refused).get(1) == 1);
    Eventually.until("one is given up", () -> dropped(alone).get(2) == 1);
    assertThat(dropped(taken)).containsExactly(0.0, 0.0, 0.0);
    assertThat(dropped(refused)).containsExactly(0.0, 1.0, 0.0);
    assertThat(value(refused, EXPORTED)).isZero();
    assertThat(Registry.read().against(taken.scrape("").body())).isEmpty();
    for (Telemetry telemetry : List.of(taken, refused, alone)) {
      await(telemetry.shutdown(SHORT));
    }
  }

  @Test
  void whatIsToMeasureNothingMeasuresNothing() throws Exception {
    Telemetry telemetry =
        TelemetryStart.start(
            otel(""), new ObsSettings(new Secret(""), "", false, Duration.ZERO, NO_PROFILING));

    new HttpMeters(telemetry).route("GET", "/api/tasks/").record(200, 1);

    assertThat(telemetry.scrape("").body()).isEmpty();
    await(telemetry.shutdown(SHORT));
  }

  @Test
  void aFullQueueDropsAndCounts() throws Exception {
    Telemetry telemetry = TelemetryStart.start(otel(silent()), obs(""));
    for (int i = 0; i < 40_000; i++) {
      telemetry.tracer().spanBuilder("span").startSpan().end();
    }

    assertThat(value(telemetry, "trace_queue_capacity_spans")).isEqualTo(16_384);
    assertThat(dropped(telemetry).getFirst()).isBetween(1.0, 40_000.0 - 16_384);
    assertThat(value(telemetry, "trace_queue_spans")).isPositive();
  }

  /** Sends a span and waits until the collector has taken so many. */
  private static void send(Telemetry telemetry, int sent) {
    telemetry.tracer().spanBuilder("span").startSpan().end();
    Eventually.until(sent + " are taken", () -> value(telemetry, EXPORTED) == sent);
  }

  /** Because of a full queue, a refusal, and a failure. */
  private static List<Double> dropped(Telemetry telemetry) {
    return Stream.of("queue_full", "refused", "failed")
        .map(
            reason ->
                telemetry
                    .meters()
                    .get("trace_spans_dropped_total")
                    .tag("reason", reason)
                    .functionCounter()
                    .count())
        .toList();
  }

  private static double value(Telemetry telemetry, String name) {
    return telemetry.meters().get(name).meter().measure().iterator().next().getValue();
  }

  /** A collector that takes requests and never answers. */
  private String silent() throws Exception {
    int port =
        await(vertx.createHttpServer().requestHandler(request -> request.pause()).listen(0))
            .actualPort();
    return "http://localhost:" + port;
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
    return new ObsSettings(new Secret(token), "", true, Duration.ZERO, NO_PROFILING);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
