package com.honeydue.http.throttle;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The counts of this process alone, for when Redis is away. Bounded: the least used are forgotten
 * first. Thread-safe; held for microseconds.
 */
final class LocalTries {

  static final int MOST = 100_000;

  private final InstantSource clock;
  private final Cache<String, Tries> byKey = Caffeine.newBuilder().maximumSize(MOST).build();

  LocalTries(InstantSource clock) {
    this.clock = clock;
  }

  /** Takes one try from every limit, or none of them if one has no more. */
  synchronized List<Standing> take(List<Limit> limits, List<String> keys) {
    long now = clock.millis();
    List<Tries> before = new ArrayList<>();
    boolean allowed = true;
    for (int i = 0; i < keys.size(); i++) {
      Tries tries = Objects.requireNonNullElse(byKey.getIfPresent(keys.get(i)), Tries.NONE).at(now);
      before.add(tries);
      allowed &= tries.early(limits.get(i).rule(), now) == 0;
    }
    List<Standing> standings = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      Limit limit = limits.get(i);
      Tries tries = before.get(i);
      long early = tries.early(limit.rule(), now);
      if (allowed) {
        tries = tries.next(limit.rule(), now);
        byKey.put(keys.get(i), tries);
      }
      standings.add(
          new Standing(limit, keys.get(i), tries.left(limit.rule()), tries.moreIn(now), early));
    }
    return standings;
  }

  synchronized void forget(String key) {
    byKey.invalidate(key);
  }

  synchronized void giveBack(String key, Limit limit) {
    byKey.asMap().computeIfPresent(key, (same, tries) -> tries.returned(limit.rule()));
  }
}
