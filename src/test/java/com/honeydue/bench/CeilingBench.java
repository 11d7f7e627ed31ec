package com.honeydue.bench;

import com.honeydue.testing.FreePort;
import com.honeydue.testing.TestDatabase;
import com.honeydue.testing.TestRedis;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code scripts/bench/ceiling} runs: the whole server and the bare one side by side, on the
 * same processors and the same database, driven in turn. Prints Markdown; ends with 1 when the
 * worst ratio is below the goal.
 */
public final class CeilingBench {

  private static final int SLICE = 10;

  private final CeilingOptions options;

  private CeilingBench(CeilingOptions options) {
    this.options = options;
  }

  public static void main(String[] arguments) {
    System.exit(new CeilingBench(CeilingOptions.of(arguments)).run() ? 0 : 1);
  }

  private boolean run() {
    var database = TestDatabase.create();
    var redis = TestRedis.create();
    try (var spans = new SpanSink()) {
      Map<String, String> environment = new HashMap<>();
      environment.put("DATABASE_URL", database.url());
      environment.put("DATABASE_SLOW_URL", database.slowUrl());
      environment.put("MIGRATION_DATABASE_URL", database.migrationUrl());
      environment.put("REDIS_URL", redis.url());
      var seeded =
          new JsonObject(ServerProcess.run(ServerProcess.jar(options.jar(), "seed"), environment));
      Neighbours.moveInto(database);
      String email = seeded.getString("email");
      var tokens = SessionTokens.make(database, email, options.callers());
      environment.put("BARE_USER_ID", Long.toString(userId(database, email)));
      environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", spans.url());
      environment.put("OTEL_SAMPLE_RATIO", "1.0");

      var whole =
          contender("whole", ServerProcess.jar(options.jar(), "serve"), environment, tokens);
      var bare =
          contender(
              "bare", ServerProcess.main("com.honeydue.bench.BareServer"), environment, tokens);
      try {
        Boards.requireTheSame(whole.board(), bare.board());
        boolean reached = compare(whole, bare);
        System.out.printf("%nSpans of the whole server: %s.%n", spans);
        return reached;
      } finally {
        whole.stop();
        bare.stop();
      }
    }
  }

  private Contender contender(
      String name, List<String> command, Map<String, String> environment, List<String> tokens) {
    int port = FreePort.find();
    List<String> pinned = new ArrayList<>(options.serverPrefix());
    pinned.addAll(command);
    var own = new HashMap<>(environment);
    own.put("HTTP_PORT", Integer.toString(port));
    return new Contender(name, ServerProcess.serve(pinned, port, own), port, tokens, options);
  }

  private boolean compare(Contender whole, Contender bare) {
    warmUp(whole, bare);
    var comparison = new Comparison(System.out, options);
    for (int run = 1; run <= options.runs(); run++) {
      boolean wholeFirst = run % 2 == 1;
      var first = (wholeFirst ? whole : bare).drive(options.seconds());
      var second = (wholeFirst ? bare : whole).drive(options.seconds());
      comparison.add(run, wholeFirst ? first : second, wholeFirst ? second : first);
    }
    return comparison.conclude();
  }

  /**
   * In turn, as they are measured: a server that was idle for a minute is not as warm as it was.
   */
  private void warmUp(Contender whole, Contender bare) {
    boolean faster = true;
    for (int driven = SLICE;
        driven <= options.warmUpSeconds() || (faster && driven <= 4 * options.warmUpSeconds());
        driven += SLICE) {
      boolean wholeFaster = whole.isFasterAfter(SLICE);
      faster = bare.isFasterAfter(SLICE) || wholeFaster;
    }
  }

  private static long userId(TestDatabase database, String email) {
    return database.number("select id from auth_user where lower(email) = lower(?)", email);
  }
}
