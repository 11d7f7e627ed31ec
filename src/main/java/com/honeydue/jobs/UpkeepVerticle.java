package com.honeydue.jobs;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What every worker process does once: it looks after the outbox and the schedules, and measures
 * the queue.
 */
final class UpkeepVerticle extends VerticleBase {

  /** Made on the verticle's event loop. */
  record Parts(Relay relay, Ticks ticks, QueueGauges gauges) {}

  private final Supplier<Parts> factory;
  private @Nullable Parts parts;

  UpkeepVerticle(Supplier<Parts> factory) {
    this.factory = factory;
  }

  @Override
  public Future<?> start() {
    var made = factory.get();
    parts = made;
    made.relay().start();
    made.ticks().start();
    made.gauges().start();
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    if (parts != null) {
      parts.relay().stop();
      parts.ticks().stop();
      parts.gauges().stop();
    }
    return Future.succeededFuture();
  }
}
