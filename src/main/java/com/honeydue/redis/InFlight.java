package com.honeydue.redis;

import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;

/**
 * The commands of one connection that Redis has not answered yet, in the order they were sent,
 * which is also the order of the answers. Confined to its event loop.
 */
final class InFlight {

  /** One command or batch; {@code answered} even when the answer was an error. */
  private static final class Sent {
    private final Promise<?> promise;
    private final long since = System.nanoTime();
    private boolean answered;

    private Sent(Promise<?> promise) {
      this.promise = promise;
    }
  }

  private final ArrayDeque<Sent> sent = new ArrayDeque<>();

  int size() {
    return sent.size();
  }

  /** Notes what is about to be sent; the returned action notes its answer. */
  Runnable add(Promise<?> promise) {
    var command = new Sent(promise);
    sent.add(command);
    return () -> {
      command.answered = true;
      while (!sent.isEmpty() && sent.peek().answered) {
        sent.remove();
      }
    };
  }

  /** Nanoseconds for which the oldest has waited; 0 when there is none. */
  long oldest() {
    return sent.isEmpty() ? 0 : System.nanoTime() - sent.element().since;
  }

  /** Gives everything up. */
  void failAll(RedisFailure failure) {
    var given = new ArrayList<>(sent);
    sent.clear();
    given.forEach(command -> command.promise.tryFail(failure));
  }
}
