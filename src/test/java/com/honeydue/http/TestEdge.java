package com.honeydue.http;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Bus;
import com.honeydue.bus.Call;
import com.honeydue.bus.Caller;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Operations;
import com.honeydue.bus.ServiceVerticle;
import com.honeydue.bus.Versioned;
import com.honeydue.config.HttpSettings;
import com.honeydue.config.RedisSettings;
import com.honeydue.config.ShutdownSettings;
import com.honeydue.http.throttle.Throttles;
import com.honeydue.redis.RedisLinks;
import com.honeydue.storage.Intake;
import com.honeydue.telemetry.BusMeters;
import com.honeydue.telemetry.Telemetry;
import com.honeydue.telemetry.TelemetryStart;
import com.honeydue.testing.TestRedis;
import com.honeydue.testing.TestSettings;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP edge on a free port, over the contract {@code contract/things.yaml} and a real bus, on
 * which a test says what each operation answers. The token {@code good} is user 7's, {@code staff}
 * is user 8's, who is staff.
 */
final class TestEdge implements AutoCloseable {

  /** What operations answer unless a test says otherwise. */
  record Thing(long id, String title, Instant madeAt, @Nullable String note, long version)
      implements Versioned {}

  static final Thing THING =
      new Thing(1, "a thing", Instant.parse("2026-05-31T08:30:00Z"), null, 3);

  static final HttpSettings SETTINGS =
      new HttpSettings(
          0,
          1,
          1024 * 1024,
          100,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          List.of(),
          List.of());

  /** How long requests in flight may take once the server is stopped. */
  static final Duration DRAIN = Duration.ofSeconds(2);

  /** The throttles of contracts that limit nothing, or of edges that get no request. */
  static final Function<Telemetry, Throttles> UNTHROTTLED =
      telemetry ->
          new Throttles(
              TestSettings.of(Map.of()).throttle(),
              "",
              () -> {
                throw new IllegalStateException("nothing is limited here");
              },
              InstantSource.system(),
              telemetry);

  private static final Contract CONTRACT = load();

  final InMemorySpanExporter spans = InMemorySpanExporter.create();
  final Telemetry telemetry = TelemetryStart.observed(spans);
  final Readiness readiness = new Readiness();
  final Vertx vertx;

  /** The calls that services have got, without those to {@code authenticate}. */
  final List<Call<Arguments>> calls = new CopyOnWriteArrayList<>();

  final int port;

  /** Where files go that are brought. */
  volatile Intake intake = (call, file) -> Future.failedFuture("nobody brings files here");

  private final TestRedis redis = TestRedis.create();
  private final RedisLinks links;
  private final String deployment;
  private final Map<String, Function<Call<Arguments>, Future<?>>> answers =
      new ConcurrentHashMap<>();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  TestEdge(HttpSettings settings) {
    vertx =
        telemetry
            .vertx(
                new VertxOptions()
                    .setMaxEventLoopExecuteTime(100)
                    .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS))
            .build();
    Bus.install(vertx, InstantSource.system());
    links =
        await(
            RedisLinks.open(
                vertx, new RedisSettings(redis.url(), Duration.ofSeconds(1), 100), telemetry));
    var bus = new Bus(vertx, InstantSource.system(), new BusMeters(telemetry));
    await(vertx.deployVerticle(new ServiceVerticle(() -> this::operations)));
    var files = TestFiles.of(vertx, telemetry, (call, file) -> intake.take(call, file));
    List<HttpVerticle> verticles = new CopyOnWriteArrayList<>();
    deployment =
        await(
            vertx.deployVerticle(
                () -> {
                  var verticle =
                      new HttpVerticle(
                          settings,
                          new ShutdownSettings(Duration.ZERO, DRAIN),
                          CONTRACT,
                          bus,
                          links,
                          InstantSource.system(),
                          readiness,
                          telemetry,
                          UNTHROTTLED.apply(telemetry),
                          files,
                          () -> 0);
                  verticles.add(verticle);
                  return verticle;
                },
                new DeploymentOptions().setInstances(settings.instances())));
    port = verticles.getFirst().port();
    readiness.ready(true);
  }

  static TestEdge start() {
    return new TestEdge(SETTINGS);
  }

  /** Forgets the calls that were made, and what operations were told to answer. */
  void forget() {
    calls.clear();
    answers.clear();
  }

  /** From now on {@code operation} answers so. */
  void answer(String operation, Function<Call<Arguments>, Future<?>> answer) {
    answers.put(operation, answer);
  }

  /** Sends a request with the token of user 7. */
  HttpResponse<String> get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  /** Sends JSON with the token of user 7. */
  HttpResponse<String> json(String method, String path, String body, String... headers) {
    var all = new java.util.ArrayList<>(List.of("Content-Type", "application/json"));
    all.addAll(List.of(headers));
    return send(method, path, body, all.toArray(String[]::new));
  }

  /** Sends a request with the token of user 7 unless {@code headers} have another. */
  HttpResponse<String> send(String method, String path, @Nullable String body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .timeout(Duration.ofSeconds(5))
            .header("Authorization", "Token good")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return send(request.build());
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(request.method() + " " + request.uri() + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Stops the server as on SIGTERM; completes once what was in flight is answered. */
  Future<Void> undeploy() {
    return vertx.undeploy(deployment);
  }

  @Override
  public void close() {
    client.close();
    await(links.close());
    await(vertx.close());
    redis.close();
  }

  static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static Contract load() {
    var vertx = Vertx.vertx();
    try {
      return await(ContractLoader.load(vertx, List.of("contract/things.yaml")));
    } finally {
      await(vertx.close());
    }
  }

  private Operations operations() {
    var operations = new Operations().internal("authenticate", TestEdge::authenticate);
    for (ContractOperation operation : CONTRACT.operations()) {
      if (!operation.edge()) {
        operations.on(operation.id(), this::answer);
      }
    }
    return operations;
  }

  private Future<?> answer(Call<Arguments> call) {
    calls.add(call);
    return answers.getOrDefault(call.operation(), any -> Future.succeededFuture(THING)).apply(call);
  }

  private static Future<Caller> authenticate(Call<Arguments> call) {
    return switch (call.arguments().text("token")) {
      case "good" -> Future.succeededFuture(new Caller(7, 1, false, true));
      case "staff" -> Future.succeededFuture(new Caller(8, 2, true, true));
      default -> Future.failedFuture(Failure.unauthenticated());
    };
  }
}
