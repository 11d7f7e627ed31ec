package com.honeydue.db;

import java.util.concurrent.TimeUnit;

/**
 * How much longer the statements of one event loop take than at best: what they wait for each
 * other, whatever the way to the database costs by itself. Knows no clock. Confined to its event
 * loop.
 */
final class LaneDelay {

  /** The best is that of this long, or of twice as long: the way may have become another. */
  static final long EPOCH = TimeUnit.SECONDS.toNanos(10);

  /** Each answer counts for one in so many. */
  private static final int ANSWERS = 64;

  private double mean;
  private long best = Long.MAX_VALUE;
  private long bestBefore = Long.MAX_VALUE;
  private long epochEnds;

  /** The database has answered a statement that came at {@code since}. */
  void answered(long since, long now) {
    long took = now - since;
    if (best == Long.MAX_VALUE) {
      mean = took;
      epochEnds = now + EPOCH;
    } else if (now - epochEnds > 0) {
      bestBefore = best;
      best = took;
      epochEnds = now + EPOCH;
    }
    best = Math.min(best, took);
    mean += (took - mean) / ANSWERS;
  }

  /** Nanoseconds that the last few dozen took longer than the best. */
  long nanos() {
    return best == Long.MAX_VALUE ? 0 : Math.max(0, (long) mean - Math.min(best, bestBefore));
  }
}
