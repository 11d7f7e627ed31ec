package com.honeydue.push;

import java.util.BitSet;

/**
 * Watches whether very many of the last device tokens were unknown to a provider: one now and then
 * is a broken app, a fifth of them is a mix-up of sandbox and production, or of two apps. Goes by
 * counts, so that it takes no clock. Thread-safe: it is held for no longer than a comparison takes.
 */
final class BadTokens {

  /** As many of the last answers are looked at. */
  static final int LAST = 100;

  /** As many bad ones among them are a burst. */
  static final int MANY = 20;

  /** It is over with as few. */
  static final int FEW = 5;

  private final BitSet bad = new BitSet(LAST);
  private int next;
  private boolean burst;

  /**
   * Another token was found good or bad.
   *
   * @return whether a burst begins with it
   */
  synchronized boolean found(boolean isBad) {
    bad.set(next, isBad);
    next = (next + 1) % LAST;
    int count = bad.cardinality();
    if (!burst && count >= MANY) {
      burst = true;
      return true;
    }
    if (count <= FEW) {
      burst = false;
    }
    return false;
  }
}
