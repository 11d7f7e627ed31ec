package com.honeydue.http.throttle;

import com.honeydue.config.ThrottleRule;

/**
 * One count as {@link ThrottleScripts} keeps it, for when Redis is away. Immutable; all times are
 * milliseconds since the epoch.
 *
 * @param count how many there were
 * @param until before then there may be no other
 * @param forgotten from then on it means nothing
 */
record Tries(long count, long until, long forgotten) {

  static final Tries NONE = new Tries(0, 0, 0);

  /** This, or nothing if it is forgotten. */
  Tries at(long now) {
    return now >= forgotten ? NONE : this;
  }

  /** By how many milliseconds a try comes too early. */
  long early(ThrottleRule rule, long now) {
    if (rule.backsOff()) {
      return Math.max(0, until - now);
    }
    return count >= rule.limit() ? Math.max(1, forgotten - now) : 0;
  }

  /** After another try. */
  Tries next(ThrottleRule rule, long now) {
    long pause = pause(rule, count + 1);
    long window = rule.window().toMillis();
    return new Tries(
        count + 1,
        pause > 0 ? now + pause : until,
        rule.backsOff() || count == 0 ? now + window + pause : forgotten);
  }

  /** Without one of them, which succeeded. */
  Tries returned(ThrottleRule rule) {
    return count <= 1
        ? NONE
        : new Tries(count - 1, count - 1 < rule.limit() ? 0 : until, forgotten);
  }

  long left(ThrottleRule rule) {
    return Math.max(0, rule.limit() - count);
  }

  /** In how many milliseconds there are more. */
  long moreIn(long now) {
    return Math.max(0, (until > now ? until : forgotten) - now);
  }

  private static long pause(ThrottleRule rule, long tries) {
    if (!rule.backsOff() || tries < rule.limit()) {
      return 0;
    }
    long longest = rule.longest().toMillis();
    long pause = rule.backoff().toMillis();
    for (long doubled = rule.limit(); doubled < tries && pause < longest; doubled++) {
      pause *= 2;
    }
    return Math.min(pause, longest);
  }
}
