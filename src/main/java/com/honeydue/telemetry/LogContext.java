package com.honeydue.telemetry;

import io.vertx.core.internal.ContextInternal;
import org.jspecify.annotations.Nullable;

/**
 * Who a log line is about: written into every line that is logged while a request or a bus call is
 * worked on.
 */
public final class LogContext {

  /** A user id that stands for nobody. */
  private static final long NOBODY = 0;

  private LogContext() {}

  /**
   * From now on, lines logged on the current request's or message's context carry this request id.
   */
  public static void put(String requestId) {
    put(requestId, NOBODY);
  }

  /**
   * From now on, lines logged on the current request's or message's context carry these. Outside of
   * one it does nothing.
   *
   * @param requestId the id of the request
   * @param userId the calling account; 0 for none
   */
  public static void put(String requestId, long userId) {
    ContextInternal current = ContextLocals.current();
    if (current != null) {
      current.putLocal(ContextLocals.LOG, new Fields(requestId, userId));
    }
  }

  static @Nullable Fields current() {
    return ContextLocals.get(ContextLocals.LOG);
  }

  /** What is known about a request; {@code userId} 0 means no account. */
  record Fields(String requestId, long userId) {
    boolean hasUser() {
      return userId != NOBODY;
    }
  }
}
