package com.honeydue.telemetry;

import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.PromiseInternal;

/** Keeps a request's trace over the borders that Vert.x does not carry it across by itself. */
public final class Traces {

  private Traces() {}

  /**
   * {@code future}, completed on the caller's context, whichever thread or context completes it.
   * What is chained to the result therefore belongs to the caller's trace and runs on the caller's
   * event loop. Outside Vert.x it is returned as it is.
   */
  public static <T> Future<T> here(Future<T> future) {
    ContextInternal current = ContextInternal.current();
    if (current == null) {
      return future;
    }
    PromiseInternal<T> promise = current.promise();
    future.onComplete(promise);
    return promise.future();
  }
}
