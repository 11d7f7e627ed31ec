package com.honeydue.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.spi.metrics.PoolMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is taken from Vert.x's own measuring points: worker pools, and the event loops themselves.
 * All else is measured where its route, operation or statement is known.
 */
final class VertxMeters implements VertxMetrics {

  private static final String WORKER = "worker";
  private static final String UNNAMED = "unnamed";

  private final MeterRegistry meters;
  private final Tracer tracer;
  private final Map<String, WorkerPoolMeters> pools = new ConcurrentHashMap<>();
  private @Nullable LoopLag lag;

  VertxMeters(MeterRegistry meters, Tracer tracer) {
    this.meters = meters;
    this.tracer = tracer;
  }

  @Override
  public boolean isMetricsEnabled() {
    return true;
  }

  @Override
  public void vertxCreated(Vertx vertx) {
    lag = LoopLag.start(((VertxInternal) vertx).eventLoopGroup(), meters);
  }

  /** Two pools of one name are measured together. */
  @Override
  public @Nullable PoolMetrics<?, ?> createPoolMetrics(
      String type, @Nullable String name, int size) {
    if (!type.equals(WORKER)) {
      return null;
    }
    return pools.computeIfAbsent(
        Objects.requireNonNullElse(name, UNNAMED),
        pool -> new WorkerPoolMeters(meters, tracer, pool, size));
  }

  @Override
  public void close() {
    if (lag != null) {
      lag.stop();
    }
  }
}
