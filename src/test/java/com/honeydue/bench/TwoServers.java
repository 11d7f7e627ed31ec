package com.honeydue.bench;

import com.honeydue.testing.EmbeddedPostgres;
import com.honeydue.testing.FreePort;
import com.honeydue.testing.TestDatabase;
import com.honeydue.testing.TestRedis;
import com.honeydue.testing.TestSettings;
import com.honeydue.testing.WireProxy;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The whole server and the bare one on the same database, both started, with what they need around
 * them: Redis, somebody who takes spans, an ocean where one is wanted.
 */
final class TwoServers implements AutoCloseable {

  private final TestDatabase database = TestDatabase.create();
  private final TestRedis redis = TestRedis.create();
  private final SpanSink spans = new SpanSink();
  private final ServerOptions options;
  private final WireProxy ocean;
  private final Scene scene;
  private final Contender whole;
  private final Contender bare;

  TwoServers(ServerOptions options) {
    this.options = options;
    int postgres = EmbeddedPostgres.shared().port();
    this.ocean =
        WireProxy.inFrontOf("127.0.0.1", postgres, Duration.ofMillis(options.oneWayMillis()));
    var seeded =
        new JsonObject(
            ServerProcess.run(ServerProcess.jar(options.jar(), "seed"), environment(postgres)));
    this.scene = new Scene(database, seeded, options.callers());
    // Without a distance the proxy would only cost processor time.
    var environment = environment(options.oneWayMillis() == 0 ? postgres : ocean.port());
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", spans.url());
    environment.put("OTEL_SAMPLE_RATIO", "1.0");
    this.whole =
        contender(
            "whole", ServerProcess.jar(options.jar(), "serve"), environment, Scene.Person::token);
    this.bare =
        contender(
            "bare",
            ServerProcess.main("com.honeydue.bench.BareServer"),
            environment,
            person -> Long.toString(person.id()));
  }

  private Map<String, String> environment(int postgres) {
    Map<String, String> environment = new HashMap<>(TestSettings.unthrottled());
    environment.put("DATABASE_URL", through(postgres, database.url()));
    environment.put("DATABASE_SLOW_URL", through(postgres, database.slowUrl()));
    environment.put("MIGRATION_DATABASE_URL", database.migrationUrl());
    environment.put("REDIS_URL", redis.url());
    return environment;
  }

  private static String through(int port, String url) {
    return url.replaceFirst(":\\d+/", ":" + port + "/");
  }

  private Contender contender(
      String name,
      List<String> command,
      Map<String, String> environment,
      Function<Scene.Person, String> knownBy) {
    int port = FreePort.find();
    List<String> pinned = new ArrayList<>(options.prefix());
    pinned.addAll(command);
    var own = new HashMap<>(environment);
    own.put("HTTP_PORT", Integer.toString(port));
    var process = ServerProcess.serve(pinned, port, own);
    return new Contender(name, process, port, knownBy, scene, redis, options);
  }

  Contender whole() {
    return whole;
  }

  Contender bare() {
    return bare;
  }

  /**
   * In turn, as they are measured: a server that was idle for a minute is not as warm as it was.
   * Returns when both answer the same and neither gets faster.
   */
  void warmUp(Workload workload) {
    Answers.requireTheSame(whole.answer(workload), bare.answer(workload), workload.varying());
    whole.cool();
    bare.cool();
    boolean faster = true;
    for (int driven = Contender.SLICE;
        driven <= options.warmUpSeconds() || (faster && driven <= 4 * options.warmUpSeconds());
        driven += Contender.SLICE) {
      boolean wholeFaster = whole.isFaster(workload);
      faster = bare.isFaster(workload) || wholeFaster;
    }
  }

  /** What was exported meanwhile. */
  String spans() {
    return spans.toString();
  }

  @Override
  public void close() {
    whole.stop();
    bare.stop();
    ocean.close();
    spans.close();
  }
}
