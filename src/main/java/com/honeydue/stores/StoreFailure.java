package com.honeydue.stores;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A store did not say what it was asked. Immutable. */
public final class StoreFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What that means for whoever asked. */
  public enum Kind {
    /** What was shown to us is not the store's, or not for our app. */
    INVALID,
    /** The store knows no such purchase. */
    UNKNOWN,
    /** It may work later: no answer, too many questions, the store's own trouble. */
    UNAVAILABLE,
    /** Our key or account is not taken, or we have none: somebody has to look into it. */
    MISCONFIGURED
  }

  private final Kind kind;
  private final String code;
  private final @Nullable Duration after;

  /**
   * A failure.
   *
   * @param code a snake_case word from a bounded set, which holds nothing personal
   * @param after the least pause, as the store says; {@code null} when it does not
   */
  public StoreFailure(Kind kind, String code, @Nullable Duration after) {
    super(code, null, false, false);
    this.kind = kind;
    this.code = code;
    this.after = after;
  }

  public Kind kind() {
    return kind;
  }

  public String code() {
    return code;
  }

  public @Nullable Duration after() {
    return after;
  }
}
