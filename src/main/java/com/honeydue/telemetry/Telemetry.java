package com.honeydue.telemetry;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the rest of the process is handed to be observed with. Made by {@link TelemetryStart};
 * thread-safe.
 *
 * @param meters where meters are registered, under names from {@link Names} alone
 * @param tracer makes the spans that Vert.x's own instrumentation does not
 * @param spans where finished spans go
 * @param instance what this process is called among others
 */
public record Telemetry(
    PrometheusMeterRegistry meters, Tracer tracer, SdkTracerProvider spans, String instance) {

  /**
   * A builder of a Vert.x instance that is traced and measured: requests, bus calls, worker pools,
   * event loops.
   */
  public VertxBuilder vertx(VertxOptions options) {
    return Vertx.builder()
        .with(options)
        .withTracer(unused -> new SpanTracer(tracer))
        .withMetrics(unused -> new VertxMeters(meters, tracer));
  }

  /**
   * All metrics, in the format that {@code accept} asks for. Takes milliseconds: not for an event
   * loop.
   *
   * @param accept the {@code Accept} header, if there is one
   */
  public Scrape scrape(@Nullable String accept) {
    String format = Scrape.format(accept == null ? "" : accept);
    return new Scrape(format, meters.scrape(format));
  }

  /** What the old system's dashboards read. As costly as {@link #scrape}. */
  public Scrape legacyScrape() {
    return LegacyScrape.of(meters);
  }

  /**
   * Hands every finished span to the exporter; completes when it is done, and fails when it took
   * too long.
   */
  public Future<Void> flush(Duration atMost) {
    return completion(spans.forceFlush(), atMost);
  }

  /** Flushes and closes everything. No spans are made afterwards. */
  public Future<Void> shutdown(Duration atMost) {
    Profiler.stop();
    return completion(spans.shutdown(), atMost).onComplete(done -> meters.close());
  }

  private static Future<Void> completion(CompletableResultCode result, Duration atMost) {
    var done = new CompletableFuture<Boolean>();
    result.whenComplete(() -> done.complete(result.isSuccess()));
    return Future.fromCompletionStage(done.orTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS))
        .compose(
            success ->
                success
                    ? Future.succeededFuture()
                    : Future.failedFuture("some spans could not be exported"));
  }
}
