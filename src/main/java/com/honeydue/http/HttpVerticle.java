package com.honeydue.http;

import com.honeydue.bus.Bus;
import com.honeydue.config.HttpSettings;
import com.honeydue.config.ShutdownSettings;
import com.honeydue.http.throttle.Throttles;
import com.honeydue.redis.RedisLinks;
import com.honeydue.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The HTTP server of one event loop; all instances share the port. */
public final class HttpVerticle extends VerticleBase {

  private final HttpSettings settings;
  private final ShutdownSettings shutdown;
  private final Contract contract;
  private final Bus bus;
  private final RedisLinks redis;
  private final InstantSource clock;
  private final Readiness readiness;
  private final Telemetry telemetry;
  private final Throttles throttles;
  private final Files files;
  private final LongSupplier databaseDelay;
  private final Gzip gzip = new Gzip();
  private @Nullable HttpServer server;

  /**
   * A server, not yet listening.
   *
   * @param shutdown how long {@link #stop} waits for requests in flight
   * @param databaseDelay asked on the event loop: nanoseconds that its statements took longer than
   *     at best of late
   */
  public HttpVerticle(
      HttpSettings settings,
      ShutdownSettings shutdown,
      Contract contract,
      Bus bus,
      RedisLinks redis,
      InstantSource clock,
      Readiness readiness,
      Telemetry telemetry,
      Throttles throttles,
      Files files,
      LongSupplier databaseDelay) {
    this.settings = settings;
    this.shutdown = shutdown;
    this.contract = contract;
    this.bus = bus;
    this.redis = redis;
    this.clock = clock;
    this.readiness = readiness;
    this.telemetry = telemetry;
    this.throttles = throttles;
    this.files = files;
    this.databaseDelay = databaseDelay;
  }

  @Override
  public Future<?> start() {
    var edge =
        Edge.of(
            vertx,
            settings,
            bus,
            clock,
            readiness,
            telemetry,
            gzip,
            redis.link(),
            throttles,
            files,
            databaseDelay);
    var router =
        new ContractRouter(edge, contract, EdgeEndpoints.of(edge, contract))
            .get(EdgeEndpoints.METRICS, EdgeEndpoints.metrics(edge, telemetry))
            .get(EdgeEndpoints.LEGACY_METRICS, EdgeEndpoints.legacyMetrics(edge, telemetry));
    var listening =
        vertx
            .createHttpServer(ListeningOptions.of(settings))
            .requestHandler(router)
            .invalidRequestHandler(new InvalidRequests(edge));
    server = listening;
    return listening.listen();
  }

  /** Stops listening and waits for what is in flight, as long as the settings allow. */
  @Override
  public Future<?> stop() {
    return server == null
        ? Future.succeededFuture()
        : server
            .shutdown(shutdown.drain().toMillis(), TimeUnit.MILLISECONDS)
            .onComplete(closed -> gzip.close());
  }

  /** The port that is listened on. */
  public int port() {
    return server == null ? 0 : server.actualPort();
  }
}
