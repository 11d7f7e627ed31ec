package com.honeydue.jobs;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a job failed and whether to try again. Carries a word from a bounded set, never a text that
 * may hold somebody's data.
 */
public final class JobFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final boolean permanent;
  private final @Nullable Duration retryAfter;

  private JobFailure(String code, boolean permanent, @Nullable Duration retryAfter) {
    super(code, null, false, false);
    this.code = code;
    this.permanent = permanent;
    this.retryAfter = retryAfter;
  }

  /** It will never work: the job goes to the dead at once. */
  public static JobFailure permanent(String code) {
    return new JobFailure(code, true, null);
  }

  /** It may work later, after the pause that its type's policy has. */
  public static JobFailure retry(String code) {
    return new JobFailure(code, false, null);
  }

  /** It may work after {@code pause}, as the other side said; not before. */
  public static JobFailure retryAfter(String code, Duration pause) {
    return new JobFailure(code, false, pause);
  }

  /** A stable snake_case word. */
  public String code() {
    return code;
  }

  public boolean isPermanent() {
    return permanent;
  }

  /** The least pause before the next try; null leaves it to the policy. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
