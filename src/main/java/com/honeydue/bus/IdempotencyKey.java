package com.honeydue.bus;

import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Idempotency-Key} of a call (draft-ietf-httpapi-idempotency-key-header). While a call
 * is answered its key lies in the call's own context, where the lanes take it with the first write
 * they send: so no service has to hand it on. Immutable.
 *
 * @param userId whose key it is: two callers may use the same
 * @param operation the key means something within one operation only
 * @param key as the caller chose it
 * @param fingerprint of all that was asked: the same key with another one is refused
 */
public record IdempotencyKey(long userId, String operation, String key, String fingerprint) {

  /**
   * A request with the same key is being carried out: asked again a little later, it is answered.
   */
  public static Failure running() {
    return Failure.conflict(
            "idempotency_key_running", "A request with this Idempotency-Key is being carried out.")
        .retryAfter(Duration.ofSeconds(1));
  }

  /** From now on the current call's first write is carried out under {@code key}. */
  static void enter(@Nullable IdempotencyKey key) {
    ContextInternal current = ContextInternal.current();
    if (key != null && current != null && current.isDuplicate()) {
      current.putLocal(CallLocals.KEY, key);
    }
  }

  /** The current call's key, which is thereby taken: it counts for one write. */
  public static @Nullable IdempotencyKey take() {
    ContextInternal current = ContextInternal.current();
    if (current == null || !current.isDuplicate()) {
      return null;
    }
    IdempotencyKey key = current.getLocal(CallLocals.KEY);
    if (key != null) {
      current.removeLocal(CallLocals.KEY);
    }
    return key;
  }
}
