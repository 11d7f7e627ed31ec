package com.honeydue.jobs;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does jobs on one event loop. What it runs is made there, so it can take what belongs to it. */
public final class JobVerticle extends VerticleBase {

  private final Supplier<Worker> factory;
  private final Duration patience;
  private @Nullable Worker worker;

  /**
   * @param patience how long {@link #stop} waits for jobs that run
   */
  JobVerticle(Supplier<Worker> factory, Duration patience) {
    this.factory = factory;
    this.patience = patience;
  }

  @Override
  public Future<?> start() {
    worker = factory.get();
    worker.start();
    return Future.succeededFuture();
  }

  /** Takes no more jobs; those that run are waited for, then given back. */
  @Override
  public Future<?> stop() {
    return worker == null ? Future.succeededFuture() : worker.stop(patience);
  }
}
