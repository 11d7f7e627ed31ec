package com.honeydue.testing;

import io.vertx.core.impl.VertxThread;
import io.vertx.core.spi.VertxThreadFactory;
import java.util.concurrent.TimeUnit;

/** Makes Vert.x's threads and has those of event loops watched. */
record WatchedThreads(VertxThreadFactory makes) implements VertxThreadFactory {

  static final VertxThreadFactory PLAIN = VertxThreadFactory.INSTANCE;

  @Override
  public VertxThread newVertxThread(
      Runnable target, String name, boolean worker, long maxExecTime, TimeUnit unit) {
    VertxThread thread = makes.newVertxThread(target, name, worker, maxExecTime, unit);
    if (!worker) {
      BlockedEventLoops.watch(thread);
    }
    return thread;
  }
}
