package com.honeydue.telemetry;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.ContextStorageProvider;
import io.opentelemetry.context.Scope;
import io.vertx.core.internal.ContextInternal;
import org.jspecify.annotations.Nullable;

/**
 * Keeps OpenTelemetry's current context in the running request's own Vert.x context, so that it
 * follows timers, futures and {@code executeBlocking}; elsewhere in the thread, as usual. Found by
 * OpenTelemetry as a service provider.
 */
public final class VertxContextStorage implements ContextStorageProvider {

  private static final ContextStorage STORAGE = new Storage();

  @Override
  public ContextStorage get() {
    return STORAGE;
  }

  /** The trace that {@code context} works for; the root when it works for none. */
  static Context of(io.vertx.core.@Nullable Context context) {
    Context found;
    if (context instanceof ContextInternal internal && internal.isDuplicate()) {
      found = internal.getLocal(ContextLocals.TRACE);
    } else {
      found = ContextStorage.defaultStorage().current();
    }
    return found == null ? Context.root() : found;
  }

  private static final class Storage implements ContextStorage {
    @Override
    public Scope attach(Context toAttach) {
      ContextInternal current = ContextLocals.current();
      if (current == null) {
        return ContextStorage.defaultStorage().attach(toAttach);
      }
      Context before = current.getLocal(ContextLocals.TRACE);
      if (toAttach.equals(before)) {
        return Scope.noop();
      }
      current.putLocal(ContextLocals.TRACE, toAttach);
      return () -> ContextLocals.TRACE.put(current, before);
    }

    @Override
    public @Nullable Context current() {
      ContextInternal current = ContextLocals.current();
      return current == null
          ? ContextStorage.defaultStorage().current()
          : current.getLocal(ContextLocals.TRACE);
    }
  }
}
