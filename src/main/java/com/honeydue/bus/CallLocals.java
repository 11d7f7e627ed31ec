package com.honeydue.bus;

import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.core.spi.context.storage.ContextLocal;

/**
 * What travels with the context of a call. Vert.x loads this class before it is built, because the
 * number of locals is fixed then.
 */
public final class CallLocals implements VertxServiceProvider {

  static final ContextLocal<IdempotencyKey> KEY = ContextLocal.registerLocal(IdempotencyKey.class);

  @Override
  public void init(VertxBootstrap builder) {
    // being loaded registered the local
  }
}
