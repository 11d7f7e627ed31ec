package com.honeydue.remote;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** There is no access token. Immutable. */
public final class NoAccess extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;
  private final boolean ours;
  private final @Nullable Duration after;

  private NoAccess(String reason, boolean ours, @Nullable Duration after) {
    super(reason, null, false, false);
    this.reason = reason;
    this.ours = ours;
    this.after = after;
  }

  static NoAccess refused(String reason) {
    return new NoAccess(reason, true, null);
  }

  static NoAccess later(String reason, @Nullable Duration after) {
    return new NoAccess(reason, false, after);
  }

  /** The issuer's word, or one of ours; from a bounded set. */
  public String reason() {
    return reason;
  }

  /** Whether our key or account is at fault; else it may work later. */
  public boolean isOurs() {
    return ours;
  }

  /** The least pause, as the issuer says; {@code null} when it does not. */
  public @Nullable Duration after() {
    return after;
  }
}
