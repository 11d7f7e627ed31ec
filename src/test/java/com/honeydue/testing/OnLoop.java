package com.honeydue.testing;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** An event loop that a test, which lives on a thread of its own, has work done on. */
public final class OnLoop {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Context context;

  private OnLoop(Context context) {
    this.context = context;
  }

  /** One of the event loops of {@code vertx}; always the same one for the returned object. */
  public static OnLoop of(Vertx vertx) {
    return new OnLoop(((VertxInternal) vertx).createEventLoopContext());
  }

  /** Starts the work there, each time on a context of its own, as a request would be. */
  public <T> Future<T> start(Supplier<Future<T>> work) {
    Promise<T> promise = Promise.promise();
    ((ContextInternal) context)
        .duplicate()
        .runOnContext(
            running -> {
              Future<T> result;
              try {
                result = work.get();
              } catch (RuntimeException | AssertionError thrown) {
                result = Future.failedFuture(thrown);
              }
              result.onComplete(promise);
            });
    return promise.future();
  }

  /** The result of the work. */
  public <T> T call(Supplier<Future<T>> work) {
    return await(start(work));
  }

  /** What the work fails with. */
  public Throwable failure(Supplier<? extends Future<?>> work) {
    return await(
        start(
            () ->
                work.get()
                    .<Throwable>transform(
                        (result, error) ->
                            error == null
                                ? Future.failedFuture(
                                    new AssertionError("it did not fail: " + result))
                                : Future.succeededFuture(error))));
  }

  /** The result of {@code future}, waited for on the test's thread. */
  public static <T> T await(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException runtime) {
        throw runtime;
      }
      throw new AssertionError(failed.getCause());
    } catch (TimeoutException late) {
      throw new AssertionError("no result within " + PATIENCE, late);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
