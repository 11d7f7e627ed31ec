package com.honeydue.testing;

import com.honeydue.Server;
import com.honeydue.telemetry.Names;
import com.honeydue.telemetry.Telemetry;
import com.honeydue.telemetry.TelemetryStart;
import io.micrometer.core.instrument.Gauge;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The whole server on a free port, over a database and a Redis of its own, each behind a proxy that
 * counts and can fail. Every span is kept. Any thread but an event loop may use it.
 */
public final class TestServer implements AutoCloseable {

  public static final String PASSWORD = "a long enough password";

  /** To PostgreSQL: far enough that no answer arrives between two writes of one burst. */
  private static final Duration ONE_WAY = Duration.ofMillis(5);

  private static final AtomicInteger PEOPLE = new AtomicInteger();

  private final TestDatabase database = TestDatabase.create();
  private final TestRedis redis = TestRedis.create();
  private final WireProxy postgresWire;
  private final WireProxy redisWire;
  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final Telemetry telemetry = TelemetryStart.observed(spans);
  private final Server server;
  private final Api api;

  private TestServer(Map<String, String> overrides, InstantSource clock) {
    postgresWire = WireProxy.inFrontOf("127.0.0.1", URI.create(database.url()).getPort(), ONE_WAY);
    redisWire = WireProxy.inFrontOf("127.0.0.1", URI.create(redis.url()).getPort(), Duration.ZERO);
    Map<String, String> environment = new HashMap<>(TestSettings.environment(database, redis));
    environment.put("DATABASE_URL", behind(postgresWire, database.url()));
    environment.put("DATABASE_SLOW_URL", behind(postgresWire, database.slowUrl()));
    environment.put("REDIS_URL", behind(redisWire, redis.url()));
    environment.put("HTTP_INSTANCES", "1");
    // What jobs do costs round trips of their own.
    environment.put("ROLE", "api");
    environment.put("DATABASE_LOOPS", "2");
    // What is counted must be what was asked for.
    environment.put("DATABASE_KEEP_WARM_EVERY", "0s");
    environment.put("DATABASE_WINDOW_BYTES", "0");
    environment.put("OBS_STAFF_EVERY", "0s");
    environment.put("AUTH_ENDED_ELSEWHERE_EVERY", "0s");
    environment.putAll(overrides);
    var settings = TestSettings.of(environment);
    try {
      new com.honeydue.db.Migrations(settings.database()).migrate();
      server = Server.start(settings, telemetry, clock);
      server.whole().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
    api = Api.of(URI.create("http://127.0.0.1:" + server.port()));
    postgresWire.awaitQuiet(Duration.ofSeconds(20));
  }

  /** Starts a server of its own for the caller. */
  public static TestServer start() {
    return start(Map.of());
  }

  /** The same with settings overridden as the environment would. */
  public static TestServer start(Map<String, String> overrides) {
    return start(overrides, InstantSource.system());
  }

  /** The same at the time that {@code clock} tells. */
  public static TestServer start(Map<String, String> overrides, InstantSource clock) {
    return new TestServer(overrides, clock);
  }

  /** An anonymous client. */
  public Api api() {
    return api;
  }

  /** Where it listens. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /** A new account, as the client of its owner. */
  public Api signedUp() {
    return api.as(token(register()));
  }

  /** A new account whose tier has no limits, as the client of its owner. */
  public Api pro() {
    var registered = register();
    database.execute(
        "update subscription_usersubscription set tier = 'pro' where user_id = "
            + registered.getJsonObject("user").getLong("id"));
    return api.as(token(registered));
  }

  /** What a new account's registration answered. */
  public JsonObject register() {
    String name = "person" + PEOPLE.incrementAndGet();
    var answer =
        api.post(
            "/api/auth/register/",
            new JsonObject()
                .put("username", name)
                .put("email", name + "@example.org")
                .put("password", PASSWORD));
    if (answer.status() != 201) {
      throw new AssertionError("registration answered " + answer);
    }
    return answer.json();
  }

  public static String token(JsonObject signedIn) {
    return signedIn.getString("token");
  }

  /** Between the server and PostgreSQL. */
  public WireProxy postgresWire() {
    return postgresWire;
  }

  /** Between the server and Redis. */
  public WireProxy redisWire() {
    return redisWire;
  }

  /** What the server's process is called. */
  public String instance() {
    return telemetry.instance();
  }

  public TestDatabase database() {
    return database;
  }

  public TestRedis redis() {
    return redis;
  }

  /** Everything that was traced since {@link #forgetSpans}, in the order of ending. */
  public List<SpanData> spans() {
    return spans.getFinishedSpanItems();
  }

  public void forgetSpans() {
    spans.reset();
  }

  /** Lanes whose connection lives and has everything prepared. */
  public int openLanes() {
    return (int)
        telemetry.meters().get(Names.Metric.LANES_OPEN).gauges().stream()
            .mapToDouble(Gauge::value)
            .sum();
  }

  /** How many round trips {@code work} cost the database. */
  public RoundTrips roundTrips(Runnable work) {
    postgresWire.awaitQuiet(Duration.ofSeconds(20));
    var mark = postgresWire.mark();
    work.run();
    return postgresWire.since(mark);
  }

  private static String behind(WireProxy proxy, String url) {
    return url.replaceFirst(":\\d+/", ":" + proxy.port() + "/");
  }

  @Override
  public void close() {
    server.stop();
    postgresWire.close();
    redisWire.close();
    redis.close();
    database.close();
  }
}
