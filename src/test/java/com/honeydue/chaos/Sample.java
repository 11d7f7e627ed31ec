package com.honeydue.chaos;

/**
 * One answer, or none.
 *
 * @param sent {@link System#nanoTime}
 * @param took nanoseconds
 * @param status 0 when no answer came
 * @param retryAfter whether it said when to try again
 */
record Sample(Kind kind, long sent, long took, int status, boolean retryAfter) {

  boolean succeeded() {
    return status / 100 == 2;
  }

  /** Told to try again later, as the contract says it is told. */
  boolean putOff() {
    return (status == 503 || status == 429) && retryAfter;
  }

  long ended() {
    return sent + took;
  }

  double millis() {
    return took / 1e6;
  }
}
