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
  private final boolean putOff;

  private JobFailure(
      String code, boolean permanent, @Nullable Duration retryAfter, boolean putOff) {
    super(code, null, false, false);
    this.code = code;
    this.permanent = permanent;
    this.retryAfter = retryAfter;
    this.putOff = putOff;
  }

  /** It will never work: the job goes to the dead at once. */
  public static JobFailure permanent(String code) {
    return new JobFailure(code, true, null, false);
  }

  /** It may work later, after the pause that its type's policy has. */
  public static JobFailure retry(String code) {
    return new JobFailure(code, false, null, false);
  }

  /** It may work after {@code pause}, as the other side said; not before. */
  public static JobFailure retryAfter(String code, Duration pause) {
    return new JobFailure(code, false, pause, false);
  }

  /**
   * It is not the time for it, and will be after {@code pause}. Nothing was tried, so the attempt
   * does not count.
   */
  public static JobFailure putOff(String code, Duration pause) {
    return new JobFailure(code, false, pause, true);
  }

  /** A stable snake_case word. */
  public String code() {
    return code;
  }

  public boolean isPermanent() {
    return permanent;
  }

  /** Whether it was only put off. */
  boolean isPutOff() {
    return putOff;
  }

  /** The least pause before the next try; null leaves it to the policy. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
