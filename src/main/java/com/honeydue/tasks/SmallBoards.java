package com.honeydue.tasks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Which boards were small when they were last read here, and so are read the cheapest by reading
 * every card. Not knowing, or knowing it wrongly, costs the database some time and changes no
 * answer. Thread-safe.
 */
final class SmallBoards {

  private static final int MOST = 20_000;

  /** By account, or by the residence's id below zero for the board of one. */
  private final Cache<Long, Boolean> known = Caffeine.newBuilder().maximumSize(MOST).build();

  boolean is(long userId, BoardQuery query) {
    return known.getIfPresent(key(userId, query)) != null;
  }

  void learn(long userId, BoardQuery query, boolean small) {
    long key = key(userId, query);
    if (!small) {
      known.invalidate(key);
    } else if (known.getIfPresent(key) == null) {
      known.put(key, true);
    }
  }

  private static long key(long userId, BoardQuery query) {
    return query.residenceId() == null ? userId : -query.residenceId();
  }
}
