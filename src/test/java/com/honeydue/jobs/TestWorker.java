package com.honeydue.jobs;

import com.honeydue.db.Database;
import com.honeydue.db.Lanes;
import com.honeydue.db.Statement;
import com.honeydue.redis.RedisLink;
import com.honeydue.redis.RedisLinks;
import com.honeydue.telemetry.Telemetry;
import com.honeydue.telemetry.TelemetryStart;
import com.honeydue.testing.OnLoop;
import com.honeydue.testing.TestDatabase;
import com.honeydue.testing.TestRedis;
import com.honeydue.testing.TestSettings;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The workers of a process over real lanes and a real Redis, on a Vert.x of their own. Any thread
 * but an event loop may use it.
 */
final class TestWorker implements AutoCloseable {

  /** What tests change; each has a default that suits most. */
  record Setup(
      Map<String, String> settings,
      InstantSource clock,
      List<Statement<?>> statements,
      List<Schedule> schedules) {

    static final Setup DEFAULT = new Setup(Map.of(), InstantSource.system(), List.of(), List.of());

    Setup with(String key, String value) {
      var more = new HashMap<>(settings);
      more.put(key, value);
      return new Setup(more, clock, statements, schedules);
    }

    Setup at(InstantSource time) {
      return new Setup(settings, time, statements, schedules);
    }

    Setup sending(Statement<?>... more) {
      return new Setup(settings, clock, List.of(more), schedules);
    }

    Setup on(Schedule... more) {
      return new Setup(settings, clock, statements, List.of(more));
    }
  }

  final InMemorySpanExporter spans = InMemorySpanExporter.create();
  final Telemetry telemetry = TelemetryStart.observed(spans);
  final Vertx vertx;
  final OnLoop loop;
  private final RedisLinks redis;
  private final Database database;
  private final Supplier<Future<Void>> stop;

  /**
   * @param work makes what does the jobs, from the lanes of its event loop
   */
  TestWorker(
      TestDatabase database,
      TestRedis redis,
      Setup setup,
      List<JobType> types,
      Function<Lanes, List<JobWork>> work) {
    this(TestSettings.environment(database, redis), setup, types, work);
  }

  /** The same over what {@code environment} points at. */
  TestWorker(
      Map<String, String> environment,
      Setup setup,
      List<JobType> types,
      Function<Lanes, List<JobWork>> work) {
    environment.put("DATABASE_KEEP_WARM_EVERY", "0s");
    environment.put("DATABASE_WINDOW_BYTES", "0");
    environment.put("JOBS_POLL", "5ms");
    environment.put("JOBS_RELAY_EVERY", "50ms");
    environment.put("DATABASE_SLOW_STATEMENT_TIMEOUT", "1s");
    environment.putAll(setup.settings());
    var settings = TestSettings.of(environment);
    int loops = Math.max(1, settings.jobs().instances());
    vertx = telemetry.vertx(new VertxOptions().setEventLoopPoolSize(loops)).build();
    loop = OnLoop.of(vertx);
    this.redis = OnLoop.await(RedisLinks.open(vertx, settings.redis(), telemetry));
    var handOver = new HandOver(vertx, this.redis::link, setup.clock(), telemetry);
    var statements = new ArrayList<Statement<?>>(Jobs.STATEMENTS);
    statements.addAll(setup.statements());
    this.database =
        OnLoop.await(Database.open(vertx, settings.database(), statements, telemetry, handOver));
    OnLoop.await(this.database.openRest());
    var jobs =
        new Jobs(vertx, settings, this.database, this.redis, handOver, setup.clock(), telemetry);
    stop =
        types.isEmpty() && setup.schedules().isEmpty()
            ? Future::succeededFuture
            : OnLoop.await(
                jobs.start(
                    types, () -> work.apply(this.database.lanes()), setup.schedules(), loops));
  }

  /** Does something with the lanes, on their event loop. */
  <T> T call(Function<Lanes, Future<T>> work) {
    return loop.call(() -> work.apply(database.lanes()));
  }

  /** The link of the event loop this is called on. */
  RedisLink link() {
    return redis.link();
  }

  /** Does something with the queue, on its event loop. */
  <T> T queue(Function<JobQueue, Future<T>> work) {
    return loop.call(() -> work.apply(new JobQueue(redis.link())));
  }

  /** Lets what runs end, gives the rest back and closes everything. */
  @Override
  public void close() {
    OnLoop.await(stop.get());
    OnLoop.await(database.close());
    OnLoop.await(redis.close());
    OnLoop.await(vertx.close());
    OnLoop.await(telemetry.shutdown(Duration.ofSeconds(5)));
  }
}
