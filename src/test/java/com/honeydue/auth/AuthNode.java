package com.honeydue.auth;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Bus;
import com.honeydue.bus.Call;
import com.honeydue.bus.Caller;
import com.honeydue.bus.Client;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Preconditions;
import com.honeydue.bus.Reply;
import com.honeydue.bus.ServiceVerticle;
import com.honeydue.config.Settings;
import com.honeydue.db.Database;
import com.honeydue.db.JobRows;
import com.honeydue.redis.RedisLinks;
import com.honeydue.telemetry.BusMeters;
import com.honeydue.telemetry.Names;
import com.honeydue.telemetry.Telemetry;
import com.honeydue.telemetry.TelemetryStart;
import com.honeydue.testing.OnLoop;
import com.honeydue.testing.TestSettings;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One process of the API as far as accounts go: its own event loops, connections and caches. */
final class AuthNode implements AutoCloseable {

  private static final int LOOPS = 2;

  final Telemetry telemetry = TelemetryStart.silent();
  final Vertx vertx = telemetry.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS)).build();
  private final Settings settings;
  private final Auth auth;
  private final Database database;
  private final RedisLinks redis;
  private final Bus bus;
  private final OnLoop loop;

  AuthNode(Map<String, String> environment) {
    settings = TestSettings.of(environment);
    InstantSource clock = InstantSource.system();
    Bus.install(vertx, clock);
    bus = new Bus(vertx, clock, new BusMeters(telemetry));
    auth = new Auth(vertx, settings.auth(), settings.database().url(), clock, telemetry);
    database =
        OnLoop.await(
            Database.open(vertx, settings.database(), Auth.STATEMENTS, telemetry, JobRows.UNTOLD));
    OnLoop.await(database.openRest());
    redis = OnLoop.await(RedisLinks.open(vertx, settings.redis(), telemetry));
    OnLoop.await(
        vertx.deployVerticle(
            () ->
                new ServiceVerticle(
                    () -> auth.service(database.lanes(), database.slowLanes(), redis.link())),
            new DeploymentOptions().setInstances(LOOPS)));
    OnLoop.await(vertx.deployVerticle(auth.watch(database::slowLanes, redis::link)));
    loop = OnLoop.of(vertx);
  }

  Future<Reply> send(String operation, Caller caller, Arguments arguments) {
    var call =
        new Call<>(
            operation,
            caller,
            arguments,
            "request",
            Instant.now().plus(Duration.ofMinutes(2)),
            Preconditions.NONE,
            new Client("192.0.2.1", "test agent"));
    return loop.start(() -> bus.send(call));
  }

  Future<SignedIn> register(String username, String password) {
    var body =
        new JsonObject()
            .put("username", username)
            .put("email", username + "@Example.com")
            .put("password", password);
    return send("register", Caller.ANONYMOUS, new Arguments(Map.of(), body))
        .map(reply -> (SignedIn) reply.body());
  }

  Future<SignedIn> login(String username, String password) {
    var body = new JsonObject().put("username", username).put("password", password);
    return send("login", Caller.ANONYMOUS, new Arguments(Map.of(), body))
        .map(reply -> (SignedIn) reply.body());
  }

  Future<Caller> authenticate(String token) {
    return send("authenticate", Caller.ANONYMOUS, Arguments.of(Map.of("token", token)))
        .map(reply -> (Caller) reply.body());
  }

  /** Whether the token is one. */
  Future<Boolean> knows(String token) {
    return authenticate(token)
        .transform(
            (caller, error) -> {
              if (error == null) {
                return Future.succeededFuture(true);
              }
              return error instanceof Failure failure
                      && failure.kind() == Failure.Kind.UNAUTHENTICATED
                  ? Future.succeededFuture(false)
                  : Future.failedFuture(error);
            });
  }

  Future<SignedIn> refresh(String token) {
    return authenticate(token)
        .compose(caller -> send("refresh", caller, Arguments.NONE))
        .map(reply -> (SignedIn) reply.body());
  }

  Future<Reply> logout(String token) {
    return authenticate(token).compose(caller -> send("logout", caller, Arguments.NONE));
  }

  Future<Reply> logoutAll(String token) {
    return authenticate(token)
        .compose(caller -> send("logout", caller, Arguments.of(Map.of("all", true))));
  }

  /** What Redis answers to a command of this process. */
  String redis(Command command, String... arguments) {
    var request = Request.cmd(command);
    for (String argument : arguments) {
      request.arg(argument);
    }
    return String.valueOf(loop.<@Nullable Response>call(() -> redis.link().send(request)));
  }

  /** The keys that fit a pattern. */
  List<String> keys(String pattern) {
    var found =
        loop.<@Nullable Response>call(
            () -> redis.link().send(Request.cmd(Command.KEYS).arg(pattern)));
    return found == null ? List.of() : found.stream().map(Response::toString).toList();
  }

  /** Tells Redis of a token that was read from the database in that second. */
  Future<Boolean> keep(TokenHash hash, KnownToken token, long second) {
    return loop.start(
        () -> {
          var shared =
              new SharedTokens(vertx, redis.link(), settings.auth(), InstantSource.system());
          return shared
              .reading()
              .compose(
                  now -> shared.keep(hash, token, new Reading(now.server(), now.number(), second)));
        });
  }

  /** Whether this process reaches Redis from every event loop. */
  boolean reachesRedis() {
    return telemetry.meters().find(Names.Metric.REDIS_UP).gauges().stream()
        .allMatch(up -> up.value() == 1);
  }

  @Override
  public void close() {
    OnLoop.await(redis.close());
    OnLoop.await(database.close());
    OnLoop.await(auth.close());
    OnLoop.await(vertx.close());
  }
}
