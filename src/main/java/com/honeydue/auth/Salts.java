package com.honeydue.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The salts of those who are calling: with its owner's salt a password can be hashed before the
 * database is asked, which then compares. What is missing or stale here costs a second trip and
 * nothing else. One for the process; safe for use by several threads.
 */
final class Salts {

  private static final int MOST = 100_000;

  /** Long enough for the call that the token came with. */
  private static final Duration KEPT = Duration.ofSeconds(10);

  private final Cache<Long, String> salts =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();

  void put(KnownToken token) {
    if (token.salt() != null) {
      salts.put(token.caller().userId(), token.salt());
    }
  }

  @Nullable String of(long userId) {
    return salts.getIfPresent(userId);
  }
}
