package com.honeydue.testing;

import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;

/**
 * Puts the event loops of every {@code Vertx} that a test makes, in whatever way, under {@link
 * BlockedEventLoops}. Found by Vert.x through {@code META-INF/services}.
 */
public final class WatchedVertx implements VertxServiceProvider {

  @Override
  public void init(VertxBootstrap builder) {
    var threads = builder.threadFactory();
    builder.threadFactory(new WatchedThreads(threads == null ? WatchedThreads.PLAIN : threads));
  }
}
