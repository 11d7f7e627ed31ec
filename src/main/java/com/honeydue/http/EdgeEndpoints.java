package com.honeydue.http;

import com.honeydue.bus.Failure;
import com.honeydue.telemetry.Scrape;
import com.honeydue.telemetry.Telemetry;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * What the edge answers itself: health, the contract, metrics, files behind signed links. Stateless
 * but for the readiness it reads.
 */
final class EdgeEndpoints {

  static final String METRICS = "/metrics";
  static final String LEGACY_METRICS = "/metrics/legacy";

  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence YAML = HttpHeaders.createOptimized("application/yaml");
  private static final CharSequence NO_CACHE = HttpHeaders.createOptimized("no-cache");
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
  private static final String OK = "{\"status\":\"ok\"}";

  private EdgeEndpoints() {}

  /** The operations that the contract marks {@code x-edge}, by id. */
  static Map<String, Endpoint> of(Edge edge, Contract contract) {
    return Map.of(
        "health", (exchange, captured) -> ok(exchange),
        "healthLive", (exchange, captured) -> ok(exchange),
        "healthReady", (exchange, captured) -> ready(exchange, edge.readiness()),
        "contract", (exchange, captured) -> contract(edge, exchange, contract),
        "signedMedia",
            (exchange, captured) -> edge.fileAnswers().sendLinked(exchange, captured.getFirst()));
  }

  /** All metrics. Collecting them takes a while, so it is done by a worker. */
  static Endpoint metrics(Edge edge, Telemetry telemetry) {
    return (exchange, captured) -> {
      String accept = Fields.list(exchange.request().headers(), HttpHeaders.ACCEPT);
      scrape(edge, exchange, () -> telemetry.scrape(accept));
    };
  }

  /** What the old system's dashboards read, made in the same way. */
  static Endpoint legacyMetrics(Edge edge, Telemetry telemetry) {
    return (exchange, captured) -> scrape(edge, exchange, telemetry::legacyScrape);
  }

  private static void scrape(Edge edge, Exchange exchange, Callable<Scrape> scrape) {
    edge.vertx()
        .executeBlocking(scrape)
        .onComplete(
            (made, error) -> {
              if (error != null) {
                exchange.fail(error);
              } else {
                exchange
                    .header(HttpHeaders.CACHE_CONTROL, NO_STORE)
                    .send(200, made.contentType(), null, Buffer.buffer(made.body()));
              }
            });
  }

  private static void ok(Exchange exchange) {
    exchange.header(HttpHeaders.CACHE_CONTROL, NO_STORE).send(200, JSON, null, Buffer.buffer(OK));
  }

  private static void ready(Exchange exchange, Readiness readiness) {
    if (readiness.isReady()) {
      ok(exchange);
    } else if (readiness.isDraining()) {
      exchange.fail(Failure.unavailable("draining", "This process is about to end."));
    } else {
      exchange.fail(Failure.unavailable("starting", "This process is not ready yet."));
    }
  }

  private static void contract(Edge edge, Exchange exchange, Contract contract) {
    contract
        .text()
        .get(edge.vertx())
        .onComplete(
            (text, error) -> {
              if (error != null) {
                exchange.fail(error);
                return;
              }
              exchange.header(HttpHeaders.CACHE_CONTROL, NO_CACHE);
              if (EntityTags.of(exchange.request().headers(), false).holds(text.tag())) {
                exchange.send(304, text.tag());
              } else {
                exchange.send(200, YAML, text.tag(), Buffer.buffer(text.yaml()));
              }
            });
  }
}
