package com.honeydue.testing;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Caller;
import com.honeydue.bus.Client;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Preconditions;
import com.honeydue.bus.Reply;
import com.honeydue.bus.Service;
import com.honeydue.config.DatabaseSettings;
import com.honeydue.db.Database;
import com.honeydue.db.JobRows;
import com.honeydue.db.Lanes;
import com.honeydue.db.Migrations;
import com.honeydue.db.Statement;
import com.honeydue.telemetry.TelemetryStart;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Services over real lanes to a real database, called as the bus would call them and without HTTP.
 * Any thread but an event loop may use it; calls block until they are answered.
 */
public final class ServiceFixture implements AutoCloseable {

  private static final AtomicInteger PEOPLE = new AtomicInteger();

  private final TestDatabase database = TestDatabase.create();
  private final WireProxy wire;
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Context context = vertx.getOrCreateContext();
  private final Database lanes;

  private ServiceFixture(List<Statement<?>> statements) {
    wire = WireProxy.inFrontOf("127.0.0.1", database.port(), Duration.ZERO);
    var settings = settings();
    try {
      new Migrations(settings).migrate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    lanes =
        await(Database.open(vertx, settings, statements, TelemetryStart.silent(), JobRows.UNTOLD));
    await(lanes.openRest());
    wire.awaitQuiet(Duration.ofSeconds(10));
  }

  /** Lanes that know {@code statements}, to a database of its own. */
  public static ServiceFixture open(List<Statement<?>> statements) {
    return new ServiceFixture(statements);
  }

  public TestDatabase database() {
    return database;
  }

  /** What stands between the lanes and the database, and counts. */
  public WireProxy wire() {
    return wire;
  }

  /** The service, made on the event loop of its lanes. */
  public <S extends Service> S service(Function<Lanes, S> factory) {
    return on(lanes -> Future.succeededFuture(factory.apply(lanes)));
  }

  /** Answers {@code call} and waits for the reply, which must be one that the contract has. */
  public Reply reply(Service service, Call<Arguments> call) {
    var reply = await(start(service, call));
    ContractAnswers.check(call.operation(), reply);
    return reply;
  }

  /** The body of the answer to {@code call}. */
  public <T> T body(Service service, Call<Arguments> call, Class<T> type) {
    return type.cast(Objects.requireNonNull(reply(service, call).body()));
  }

  /** The failure that {@code call} ends in. */
  public Failure failure(Service service, Call<Arguments> call) {
    try {
      throw new AssertionError("did not fail but answered " + reply(service, call));
    } catch (Failure failure) {
      return failure;
    }
  }

  /** Begins to answer {@code call}. */
  public Future<Reply> start(Service service, Call<Arguments> call) {
    var operation =
        Objects.requireNonNull(service.operations().byId().get(call.operation()), call.operation());
    return begin(
        lanes -> {
          try {
            return operation.apply(call).map(Reply::of);
          } catch (Failure failure) {
            return Future.failedFuture(failure);
          }
        });
  }

  /** Runs {@code work} on the event loop of the lanes and waits for its result. */
  public <T> T on(Function<Lanes, Future<T>> work) {
    return await(begin(work));
  }

  private <T> Future<T> begin(Function<Lanes, Future<T>> work) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(
        go -> {
          try {
            work.apply(lanes.lanes()).onComplete(promise);
          } catch (RuntimeException thrown) {
            promise.fail(thrown);
          }
        });
    return promise.future();
  }

  /** A new account; answers with its id. */
  public long person() {
    String name = "person" + PEOPLE.incrementAndGet();
    return database.number(
        "insert into auth_user (username, email) values (?, ?) returning id",
        name,
        name + "@example.org");
  }

  /** Makes {@code user} belong to {@code residence}. */
  public void join(long user, long residence, String role) {
    database.execute(
        "insert into residence_residenceuser (residence_id, user_id, role) values (%d, %d, '%s')"
            .formatted(residence, user, role));
  }

  /** Lets {@code user} own as many residences as they like. */
  public void makePro(long user) {
    database.execute(
        "insert into subscription_usersubscription (user_id, tier) values (%d, 'pro')"
            .formatted(user));
  }

  /** A call of {@code operation}. */
  public static Call<Arguments> call(
      long user, String operation, Map<String, Object> parameters, JsonObject body) {
    return new Call<>(
        operation,
        new Caller(user, 1, false, true),
        new Arguments(parameters, body),
        "test",
        Instant.MAX,
        Preconditions.NONE,
        Client.INTERNAL);
  }

  public static Call<Arguments> call(long user, String operation, Map<String, Object> parameters) {
    return call(user, operation, parameters, new JsonObject());
  }

  /** The same call on condition that the row has one of these versions. */
  public static Call<Arguments> ifMatch(Call<Arguments> call, String... tags) {
    return new Call<>(
        call.operation(),
        call.caller(),
        call.arguments(),
        call.requestId(),
        call.deadline(),
        new Preconditions(List.of(tags), List.of()),
        call.client());
  }

  public static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new AssertionError(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private DatabaseSettings settings() {
    String url = database.url().replaceFirst(":\\d+/", ":" + wire.port() + "/");
    return TestSettings.of(
            new HashMap<>(
                Map.of(
                    "DATABASE_URL", url,
                    "MIGRATION_DATABASE_URL", database.migrationUrl(),
                    "DATABASE_LANES", "4",
                    "DATABASE_KEEP_WARM_EVERY", "0s",
                    "DATABASE_WINDOW_BYTES", "0")))
        .database();
  }

  @Override
  public void close() {
    await(lanes.close());
    await(vertx.close());
    wire.close();
    database.close();
  }
}
