package com.honeydue.telemetry;

import io.opentelemetry.context.Context;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.core.spi.context.storage.ContextLocal;
import org.jspecify.annotations.Nullable;

/**
 * What travels with a Vert.x context: the trace, the HTTP span, the log fields. Vert.x loads this
 * class before it is built, because the number of locals is fixed then.
 *
 * <p>Only duplicated contexts carry them: each request and each message has one of its own, while
 * the others are shared by everything a verticle does.
 */
public final class ContextLocals implements VertxServiceProvider {

  static final ContextLocal<Context> TRACE = ContextLocal.registerLocal(Context.class);
  static final ContextLocal<ServerSpan> SERVER_SPAN = ContextLocal.registerLocal(ServerSpan.class);
  static final ContextLocal<LogContext.Fields> LOG =
      ContextLocal.registerLocal(LogContext.Fields.class);

  @Override
  public void init(VertxBootstrap builder) {
    // being loaded registered the locals
  }

  /** The running request's or message's own context, or null where there is none. */
  static @Nullable ContextInternal current() {
    ContextInternal current = ContextInternal.current();
    return current != null && current.isDuplicate() ? current : null;
  }

  /** What {@code local} holds in the running request's or message's own context. */
  static <T> @Nullable T get(ContextLocal<T> local) {
    ContextInternal current = current();
    return current == null ? null : current.getLocal(local);
  }
}
