package com.honeydue.bench;

import com.honeydue.auth.BareLogin;
import com.honeydue.config.AuthSettings;
import com.honeydue.config.SettingsLoader;
import com.honeydue.db.Database;
import com.honeydue.db.JobRows;
import com.honeydue.tasks.BareBoard;
import com.honeydue.tasks.BareTasks;
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
import io.vertx.core.http.HttpServer;

/**
 * The least a server can do, to measure the whole one against: a request handler, lanes, JSON.
 * Takes the whole server's settings. Confined to its event loop.
 */
public final class BareServer extends VerticleBase {

  private final Database database;
  private final AuthSettings settings;
  private final int port;

  private BareServer(Database database, AuthSettings settings, int port) {
    this.database = database;
    this.settings = settings;
    this.port = port;
  }

  public static void main(String[] arguments) {
    var settings = SettingsLoader.load(System::getenv).settings();
    int loops = Runtime.getRuntime().availableProcessors();
    var vertx =
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(loops));
    Database.open(
            vertx, settings.database(), BareOperations.STATEMENTS, unobserved(), JobRows.UNTOLD)
        .compose(database -> database.openRest().map(database))
        .compose(
            database ->
                vertx.deployVerticle(
                    () -> new BareServer(database, settings.auth(), settings.http().port()),
                    new DeploymentOptions().setInstances(loops)))
        .onFailure(
            error -> {
              System.err.println("bare server: " + error);
              System.exit(1);
            });
  }

  @Override
  public Future<HttpServer> start() {
    var lanes = database.lanes();
    var operations =
        new BareOperations(
            new BareBoard(lanes), new BareTasks(lanes), new BareLogin(vertx, lanes, settings));
    return vertx.createHttpServer().requestHandler(operations::serve).listen(port);
  }

  /** Meters that count nothing and a tracer that starts nothing. */
  private static Telemetry unobserved() {
    var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    meters.config().meterFilter(MeterFilter.deny());
    var spans = SdkTracerProvider.builder().setSampler(Sampler.alwaysOff()).build();
    return new Telemetry(meters, spans.get("bare"), spans, "bare");
  }
}
