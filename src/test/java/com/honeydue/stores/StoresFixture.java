package com.honeydue.stores;

import com.honeydue.telemetry.Telemetry;
import com.honeydue.telemetry.TelemetryStart;
import com.honeydue.testing.OnLoop;
import com.honeydue.testing.TestSettings;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/** {@link Stores} with settings, a clock that the test moves, and all they let be seen. */
final class StoresFixture implements AutoCloseable {

  final InMemorySpanExporter exported = InMemorySpanExporter.create();
  final Telemetry telemetry = TelemetryStart.observed(exported);
  final Vertx vertx = telemetry.vertx(new VertxOptions()).build();
  final OnLoop loop = OnLoop.of(vertx);
  final Stores stores;
  private volatile Duration later = Duration.ZERO;

  StoresFixture(Map<String, String> environment) {
    stores = Stores.open(vertx, TestSettings.of(environment).stores(), this::now, telemetry);
  }

  Instant now() {
    return Instant.now().plus(later);
  }

  /** Moves the clock. */
  void pass(Duration duration) {
    later = later.plus(duration);
  }

  /** What a call comes to. */
  <T> T ask(Function<Stores, Future<T>> call) {
    return OnLoop.await(loop.start(() -> call.apply(stores)));
  }

  /** What a call fails with: its kind and code. */
  String failure(Function<Stores, Future<?>> call) {
    var failed = refusal(call);
    return failed.kind() + " " + failed.code();
  }

  StoreFailure refusal(Function<Stores, Future<?>> call) {
    Future<Object> begun = loop.start(() -> call.apply(stores).mapEmpty());
    OnLoop.await(begun.otherwiseEmpty());
    if (begun.cause() instanceof StoreFailure failure) {
      return failure;
    }
    throw new AssertionError("no failure of a store", begun.cause());
  }

  double metric(String sample) {
    return telemetry
        .scrape("")
        .body()
        .lines()
        .filter(line -> line.startsWith(sample + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(sample.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() {
    OnLoop.await(stores.close());
    OnLoop.await(vertx.close());
    telemetry.shutdown(Duration.ofSeconds(5));
  }
}
