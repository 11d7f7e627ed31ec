package com.honeydue.config;

import java.time.Duration;

/**
 * How often something may be tried. Without a back-off: {@code limit} times in a window, which
 * begins with the first try. With one: {@code limit} times at any pace, and then once after each
 * pause, which begins with {@code backoff} and doubles with every try; it is forgotten when nothing
 * was tried for {@code window}.
 *
 * @param limit tries that are not slowed down
 * @param window how long tries are remembered
 * @param backoff the first pause; 0 for none, ever
 * @param longest the longest pause; without a back-off it means nothing
 */
public record ThrottleRule(int limit, Duration window, Duration backoff, Duration longest) {

  public ThrottleRule {
    Check.between("limit", limit, 1, 1_000_000_000);
    Check.between("window", window, Duration.ofSeconds(1), Duration.ofDays(30));
    Check.between("backoff", backoff, Duration.ZERO, Duration.ofDays(1));
    Check.between("longest", longest, Duration.ZERO, Duration.ofDays(1));
    Check.demand(
        longest.compareTo(backoff) >= 0, "longest", "must not be shorter than the back-off");
  }

  public boolean backsOff() {
    return !backoff.isZero();
  }
}
