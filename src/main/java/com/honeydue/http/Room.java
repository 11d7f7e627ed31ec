package com.honeydue.http;

import java.util.concurrent.TimeUnit;

/**
 * How many requests an event loop may work on at a time without being late. It begins with some,
 * has room for more whenever it was full and on time, and for fewer when it has been late for two
 * spells with many in it: late for one it was a collection of garbage, and late with few it was
 * somebody else's turn on the processor. Never for fewer than it began with: when refusing is what
 * it is late with, having fewer to answer helps nobody.
 *
 * <p>Late is the loop itself, or the database for it: with more in flight than the database keeps
 * up with, those who are in wait for each other while the loop has nothing to do.
 *
 * <p>How late it is for a spell is the mean over its time, not over its looks: between two turns
 * that take long there may be many that do not, but most of those who wait, wait for the long ones.
 *
 * <p>Knows no clock. Lives on one event loop.
 */
final class Room {

  /** So many are never too many: a few dozen milliseconds of work, most of it waiting elsewhere. */
  static final int LEAST = 256;

  /** Nanoseconds after which it is decided. */
  static final long SPELL = TimeUnit.MILLISECONDS.toNanos(50);

  private static final int LATE_IN_A_ROW = 2;

  private final int most;
  private final long allowed;
  private final long allowedDelay;
  private final int least;
  private int places;
  private int lateInARow;

  /* Of the spell that has not ended. */
  private long elapsed;
  private double lateness;
  private long delay;
  private int mostTaken;

  /**
   * Makes room for the first.
   *
   * @param most places there are ever
   * @param allowed nanoseconds that the loop may be late; 0 gives all places at once
   * @param allowedDelay nanoseconds that the database may be late; 0 is as late as it likes
   */
  Room(int most, long allowed, long allowedDelay) {
    this.most = most;
    this.allowed = allowed;
    this.allowedDelay = allowedDelay == 0 ? Long.MAX_VALUE : allowedDelay;
    this.least = Math.min(most, LEAST);
    this.places = allowed == 0 ? most : least;
  }

  int places() {
    return places;
  }

  /**
   * The loop has run something later than it should have.
   *
   * @param late nanoseconds
   * @param delay nanoseconds that statements took longer than at best of late
   * @param since nanoseconds since it ran it before, of which it was to be {@code since - late}
   * @param taken the most places that were taken at a time since the last look
   */
  void looked(long late, long delay, long since, int taken) {
    this.delay = Math.max(this.delay, delay);
    elapsed += since;
    lateness += (double) late * since;
    mostTaken = Math.max(mostTaken, taken);
    if (elapsed >= SPELL) {
      decide(lateness / elapsed > allowed || this.delay > allowedDelay);
      elapsed = 0;
      lateness = 0;
      this.delay = 0;
      mostTaken = 0;
    }
  }

  private void decide(boolean late) {
    if (!late) {
      lateInARow = 0;
      if (mostTaken >= places) {
        places = Math.min(most, places + 1 + places / 4);
      }
    } else if (mostTaken > places / 2 && ++lateInARow >= LATE_IN_A_ROW) {
      places = Math.max(least, places * 3 / 4);
    }
  }
}
