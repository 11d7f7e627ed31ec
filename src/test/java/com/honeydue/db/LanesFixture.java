package com.honeydue.db;

import com.honeydue.config.DatabaseSettings;
import com.honeydue.telemetry.TelemetryStart;
import com.honeydue.testing.TestDatabase;
import com.honeydue.testing.WireProxy;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lanes of a single event loop over a real PostgreSQL, behind a proxy that counts round trips and
 * can fail.
 */
final class LanesFixture implements AutoCloseable {

  static final Duration DEADLINE = Duration.ofMillis(1500);

  final TestDatabase postgres = TestDatabase.create();
  final WireProxy wire;
  final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private @Nullable Database database;
  private @Nullable Context context;

  LanesFixture(String... setUp) {
    postgres.execute("set role " + TestDatabase.OWNER, String.join("; ", setUp));
    wire = WireProxy.inFrontOf("127.0.0.1", URI.create(postgres.url()).getPort(), Duration.ZERO);
  }

  /** Opens {@code lanes} fast lanes, half of them for writes, that know {@code statements}. */
  LanesFixture open(int lanes, int pipelining, int maxQueue, Statement<?>... statements) {
    try {
      new Migrations(settings(lanes, pipelining, maxQueue, postgres.url())).migrate();
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
    database =
        await(
            Database.open(
                vertx,
                settings(lanes, pipelining, maxQueue, proxied()),
                List.of(statements),
                TelemetryStart.silent(),
                JobRows.UNTOLD));
    await(database.openRest());
    context = vertx.getOrCreateContext();
    wire.awaitQuiet(Duration.ofSeconds(10));
    return this;
  }

  Database database() {
    return java.util.Objects.requireNonNull(database);
  }

  /** Runs {@code work} on the event loop and waits for its answer. */
  <T> T on(Function<Lanes, Future<T>> work) {
    return await(start(work));
  }

  /** The rows of one statement sent on the event loop. */
  <T> List<T> rows(Bound<T> bound) {
    return on(lanes -> lanes.run(bound));
  }

  /** Runs {@code work} on the event loop. */
  <T> Future<T> start(Function<Lanes, Future<T>> work) {
    Promise<T> promise = Promise.promise();
    java.util.Objects.requireNonNull(context)
        .runOnContext(go -> work.apply(database().lanes()).onComplete(promise));
    return promise.future();
  }

  /** The failure of {@code work}. */
  Throwable failureOf(Function<Lanes, ? extends Future<?>> work) {
    try {
      Object unexpected =
          on(lanes -> work.apply(lanes).map(value -> (Object) String.valueOf(value)));
      throw new AssertionError("did not fail but answered " + unexpected);
    } catch (FailedCall failed) {
      return failed.getCause();
    }
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new FailedCall(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /** What a future failed with. */
  static final class FailedCall extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FailedCall(@Nullable Throwable cause) {
      super(cause);
    }

    @Override
    public synchronized Throwable getCause() {
      return java.util.Objects.requireNonNull(super.getCause());
    }
  }

  private String proxied() {
    return postgres.url().replaceFirst(":\\d+/", ":" + wire.port() + "/");
  }

  private DatabaseSettings settings(int lanes, int pipelining, int maxQueue, String url) {
    return new DatabaseSettings(
        url,
        "",
        postgres.migrationUrl(),
        1,
        lanes,
        lanes / 2,
        1,
        pipelining,
        maxQueue,
        DEADLINE,
        Duration.ofSeconds(10),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Duration.ZERO,
        Duration.ZERO,
        0,
        1);
  }

  @Override
  public void close() {
    if (database != null) {
      await(database.close());
    }
    await(vertx.close());
    wire.close();
    postgres.close();
  }
}
