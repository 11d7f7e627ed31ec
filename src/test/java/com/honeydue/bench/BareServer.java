package com.honeydue.bench;

import com.honeydue.config.SettingsLoader;
import com.honeydue.db.Database;
import com.honeydue.db.JobRows;
import com.honeydue.tasks.BareBoard;
import com.honeydue.telemetry.Telemetry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;

/**
 * The least a server can do for the board, to measure the whole one against: a request handler,
 * lanes, JSON. Answers every request with the board of the account {@code BARE_USER_ID}. Takes the
 * whole server's settings. Confined to its event loop.
 */
public final class BareServer extends VerticleBase {

  private final Database database;
  private final int port;
  private final long userId;

  private BareServer(Database database, int port, long userId) {
    this.database = database;
    this.port = port;
    this.userId = userId;
  }

  public static void main(String[] arguments) {
    var settings = SettingsLoader.load(System::getenv).settings();
    long userId = Long.parseLong(System.getenv("BARE_USER_ID"));
    int loops = Runtime.getRuntime().availableProcessors();
    var vertx =
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(loops));
    Database.open(vertx, settings.database(), BareBoard.STATEMENTS, unobserved(), JobRows.UNTOLD)
        .compose(
            database ->
                vertx.deployVerticle(
                    () -> new BareServer(database, settings.http().port(), userId),
                    new DeploymentOptions().setInstances(loops)))
        .onFailure(
            error -> {
              System.err.println("bare server: " + error);
              System.exit(1);
            });
  }

  @Override
  public Future<HttpServer> start() {
    var board = new BareBoard(database.lanes());
    return vertx
        .createHttpServer()
        .requestHandler(
            request ->
                board
                    .read(userId)
                    .onSuccess(
                        json ->
                            request
                                .response()
                                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                                .end(json))
                    .onFailure(
                        error -> {
                          System.err.println("bare server: " + error);
                          request.response().setStatusCode(500).end();
                        }))
        .listen(port);
  }

  /** Meters that count nothing and a tracer that starts nothing. */
  private static Telemetry unobserved() {
    var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    meters.config().meterFilter(MeterFilter.deny());
    var spans = SdkTracerProvider.builder().setSampler(Sampler.alwaysOff()).build();
    return new Telemetry(meters, spans.get("bare"), spans, "bare");
  }
}
