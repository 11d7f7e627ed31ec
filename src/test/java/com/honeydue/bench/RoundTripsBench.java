package com.honeydue.bench;

import com.honeydue.auth.Mailbox;
import com.honeydue.testing.EmbeddedPostgres;
import com.honeydue.testing.FreePort;
import com.honeydue.testing.TestDatabase;
import com.honeydue.testing.TestRedis;
import com.honeydue.testing.TestSettings;
import com.honeydue.testing.WireProxy;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code scripts/bench/roundtrips} runs: the whole server in a process of its own, PostgreSQL
 * behind a proxy that delays and counts. Prints Markdown; ends with 1 when a goal is missed.
 */
public final class RoundTripsBench {

  /** A process trusts a token it has seen for a second at most. */
  private static final Duration LOCAL_CACHE = Duration.ofMillis(1_200);

  private static final int WARM_TRIPS = 1;
  private static final int COLD_TRIPS = 2;
  private static final int UNCHANGED_TRIPS = 0;

  private final RoundTripsOptions options;
  private final Report report = new Report(System.out);

  private RoundTripsBench(RoundTripsOptions options) {
    this.options = options;
  }

  public static void main(String[] arguments) {
    System.exit(new RoundTripsBench(RoundTripsOptions.of(arguments)).run() ? 0 : 1);
  }

  private boolean run() {
    var database = TestDatabase.create();
    var redis = TestRedis.create();
    var direct = environment(database, redis, EmbeddedPostgres.shared().port());
    direct.put("MIGRATION_DATABASE_URL", database.migrationUrl());
    var seeded =
        new JsonObject(ServerProcess.run(ServerProcess.jar(options.jar(), "seed"), direct));
    try (var proxy =
        WireProxy.inFrontOf(
            "127.0.0.1",
            EmbeddedPostgres.shared().port(),
            Duration.ofMillis(options.oneWayMillis()))) {
      int port = FreePort.find();
      var environment = environment(database, redis, proxy.port());
      environment.put("HTTP_PORT", Integer.toString(port));
      var server =
          ServerProcess.serve(ServerProcess.jar(options.jar(), "serve"), port, environment);
      try {
        boolean counted =
            count(
                new Counter(new Api(port), proxy, redis, LOCAL_CACHE, options.samples()),
                Household.of(new Api(port), database, seeded),
                new Api(port),
                proxy);
        return drive(database, port, seeded, proxy) && counted;
      } finally {
        server.close();
      }
    }
  }

  private boolean count(Counter counter, Household household, Api api, WireProxy proxy) {
    report.countsBegin(2 * options.oneWayMillis(), options.samples());
    boolean kept = true;
    for (var operation : household.operations()) {
      var warm = counter.warm(operation);
      var cold = operation.authenticated() ? counter.cold(operation) : null;
      var unchanged = Counter.unchanged(operation, api, proxy, options.samples());
      report.counted(warm, cold, unchanged);
      kept &= warm.most() <= WARM_TRIPS && (cold == null || cold.most() <= COLD_TRIPS);
      kept &= unchanged == null || unchanged.most() <= UNCHANGED_TRIPS;
      report.excess(unchanged == null ? List.of() : unchanged.above(UNCHANGED_TRIPS));
      report.excess(warm.above(WARM_TRIPS));
      report.excess(cold == null ? List.of() : cold.above(COLD_TRIPS));
    }
    return kept;
  }

  private boolean drive(TestDatabase database, int port, JsonObject seeded, WireProxy proxy) {
    if (options.seconds() == 0) {
      return true;
    }
    var tokens = SessionTokens.make(database, seeded.getString("email"), options.callers());
    Load.drive(options.script(), port, tokens, options.warmUpSeconds());
    var start = proxy.mark();
    var load = Load.drive(options.script(), port, tokens, options.seconds());
    report.driven(load, options, proxy.mark().since(start));
    return load.perSecond() >= options.goal() && load.failed() == 0;
  }

  /**
   * Eight lanes in all, nothing that happens by itself: what is counted is what the operations
   * cause.
   */
  private static Map<String, String> environment(
      TestDatabase database, TestRedis redis, int postgres) {
    int loops = Math.min(2, Runtime.getRuntime().availableProcessors());
    Map<String, String> environment = new HashMap<>(Mailbox.SETTINGS);
    environment.putAll(TestSettings.unthrottled());
    environment.put("DATABASE_URL", through(postgres, database.url()));
    environment.put("DATABASE_SLOW_URL", through(postgres, database.slowUrl()));
    environment.put("DATABASE_LOOPS", Integer.toString(loops));
    environment.put("DATABASE_LANES", Integer.toString(8 / loops));
    environment.put("DATABASE_KEEP_WARM_EVERY", "0");
    environment.put("AUTH_ENDED_ELSEWHERE_EVERY", "0");
    // What jobs do costs round trips of their own.
    environment.put("ROLE", "api");
    environment.put("REDIS_URL", redis.url());
    return environment;
  }

  private static String through(int port, String url) {
    return url.replaceFirst(":\\d+/", ":" + port + "/");
  }
}
