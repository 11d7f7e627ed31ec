package com.honeydue.bench;

import com.honeydue.auth.Mailbox;
import com.honeydue.testing.EmbeddedPostgres;
import com.honeydue.testing.FreePort;
import com.honeydue.testing.TestDatabase;
import com.honeydue.testing.TestRedis;
import com.honeydue.testing.TestSettings;
import com.honeydue.testing.WireProxy;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code scripts/tune} runs: turns one knob after the other on the whole server, drives the
 * board with more and more callers, and draws what it saw. Writes a chart for each knob, a CSV of
 * all points and a fragment of configuration.
 */
public final class TuneBench {

  /** Values that differ by less are the same to an operator; the next run may order them anew. */
  private static final double NOISE = 0.05;

  private final TestDatabase database = TestDatabase.create();
  private final TestRedis redis = TestRedis.create();
  private final Path jar;
  private final Path script;
  private final Path out;
  private final List<Integer> callers;
  private final int seconds;
  private final int warmUp;
  private final StringBuilder points =
      new StringBuilder("key,value,callers,per_second,p50_ms,p99_ms,failed\n");

  private TuneBench(Map<String, String> options) {
    this.jar = Path.of(Options.text(options, "jar"));
    this.script = Path.of(Options.text(options, "script"));
    this.out = Path.of(Options.text(options, "out"));
    this.callers =
        Arrays.stream(Options.text(options, "callers").split(",", -1))
            .map(Integer::valueOf)
            .toList();
    this.seconds = Options.number(options, "seconds");
    this.warmUp = Options.number(options, "warm-up");
  }

  public static void main(String[] arguments) throws IOException {
    var options = Options.parse(arguments);
    var known = Knob.all(Runtime.getRuntime().availableProcessors());
    List<Knob> knobs = new ArrayList<>();
    for (String name : Options.text(options, "knobs").split(",", -1)) {
      var knob = known.get(name);
      if (knob == null) {
        System.err.println("tune: no knob '" + name + "'; there are " + known.keySet());
        System.exit(2);
      }
      knobs.add(knob);
    }
    new TuneBench(options).run(knobs, Options.number(options, "one-way"));
    System.exit(0);
  }

  private void run(List<Knob> knobs, int oneWayMillis) throws IOException {
    Files.createDirectories(out);
    try (var spans = new SpanSink();
        var proxy =
            WireProxy.inFrontOf(
                "127.0.0.1", EmbeddedPostgres.shared().port(), Duration.ofMillis(oneWayMillis))) {
      // Without a distance the proxy would only cost processor time.
      int postgres = oneWayMillis == 0 ? EmbeddedPostgres.shared().port() : proxy.port();
      var environment = environment(postgres);
      environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", spans.url());
      var seeded =
          new JsonObject(
              ServerProcess.run(
                  ServerProcess.jar(jar, "seed"), environment(EmbeddedPostgres.shared().port())));
      Neighbours.moveInto(database);
      var tokens =
          SessionTokens.make(database, seeded.getString("email"), callers.getLast().intValue());
      Map<String, String> recommended = new HashMap<>();
      System.out.printf(
          Locale.ROOT,
          "| setting | value | most req/s | p99 at %d callers | failed |%n|---|---|---|---|---|%n",
          callers.getLast());
      for (var knob : knobs) {
        recommended.put(knob.key(), turn(knob, environment, tokens));
      }
      Files.writeString(out.resolve("points.csv"), points);
      Files.writeString(out.resolve("recommended.yaml"), yaml(recommended));
    }
  }

  /** Drives a server for each value; returns the value to choose. */
  private String turn(Knob knob, Map<String, String> environment, List<String> tokens)
      throws IOException {
    List<Curve> curves = new ArrayList<>();
    for (String value : knob.values()) {
      var turned = new HashMap<>(environment);
      turned.put(knob.variable(), value);
      var curve = drive(value, turned, tokens);
      curves.add(curve);
      note(knob, curve);
    }
    Files.writeString(
        out.resolve(knob.key() + ".svg"), CurveChart.of(knob.key() + ": " + knob.tells(), curves));
    return Curve.recommended(curves, NOISE).value();
  }

  private Curve drive(String value, Map<String, String> environment, List<String> tokens) {
    int port = FreePort.find();
    environment.put("HTTP_PORT", Integer.toString(port));
    var server = ServerProcess.serve(ServerProcess.jar(jar, "serve"), port, environment);
    try {
      Load.drive(script, port, tokens, warmUp);
      List<Curve.Point> seen = new ArrayList<>();
      for (int count : callers) {
        seen.add(
            new Curve.Point(count, Load.drive(script, port, tokens.subList(0, count), seconds)));
      }
      return new Curve(value, seen);
    } finally {
      server.close();
    }
  }

  private void note(Knob knob, Curve curve) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %.0f | %.0f ms | %d |%n",
        knob.key(),
        curve.value(),
        curve.most(),
        curve.tail(),
        curve.failed());
    for (var point : curve.points()) {
      points.append(
          String.format(
              Locale.ROOT,
              "%s,%s,%d,%.1f,%.2f,%.2f,%d%n",
              knob.key(),
              curve.value(),
              point.callers(),
              point.load().perSecond(),
              point.load().p50(),
              point.load().p99(),
              point.load().failed()));
    }
  }

  private static String yaml(Map<String, String> settings) {
    Map<String, StringBuilder> sections = new java.util.TreeMap<>();
    settings.forEach(
        (key, value) -> {
          int dot = key.indexOf('.');
          sections
              .computeIfAbsent(key.substring(0, dot), section -> new StringBuilder(section + ":\n"))
              .append("  %s: %s%n".formatted(key.substring(dot + 1), value));
        });
    return String.join("", sections.values());
  }

  private Map<String, String> environment(int postgres) {
    Map<String, String> environment = new HashMap<>(Mailbox.SETTINGS);
    environment.putAll(TestSettings.unthrottled());
    environment.put("DATABASE_URL", database.url().replaceFirst(":\\d+/", ":" + postgres + "/"));
    environment.put(
        "DATABASE_SLOW_URL", database.slowUrl().replaceFirst(":\\d+/", ":" + postgres + "/"));
    environment.put("MIGRATION_DATABASE_URL", database.migrationUrl());
    environment.put("REDIS_URL", redis.url());
    environment.put("ROLE", "api");
    return environment;
  }
}
