package com.honeydue.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.honeydue.config.AuthSettings;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The tokens this process has seen within the last second. One for the process, shared by its event
 * loops; safe for use by several threads.
 *
 * <p>A token is trusted for so long after the question was <em>asked</em> that found it valid, not
 * after the answer came: a process that was stopped in between does not trust it for longer.
 */
public final class LocalTokens {

  private static final int MOST = 100_000;

  private record Seen(KnownToken token, long until) {}

  private final Cache<String, Seen> seen;
  private final Cache<Long, Boolean> endedSessions;
  private final Cache<Long, Boolean> endedUsers;
  private final long trustNanos;

  public LocalTokens(AuthSettings settings) {
    Duration trust = settings.localCache();
    this.trustNanos = trust.toNanos();
    this.seen = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(trust).build();
    this.endedSessions = ended(trust);
    this.endedUsers = ended(trust);
  }

  private static Cache<Long, Boolean> ended(Duration trust) {
    return Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(trust.multipliedBy(2)).build();
  }

  @Nullable KnownToken get(TokenHash hash) {
    var found = seen.getIfPresent(hash.hex());
    return found == null || System.nanoTime() - found.until() > 0 ? null : found.token();
  }

  /**
   * Remembers a token.
   *
   * @param askedAt {@link System#nanoTime()} before the question left this process
   */
  void put(TokenHash hash, KnownToken token, long askedAt) {
    seen.put(hash.hex(), new Seen(token, askedAt + trustNanos));
    // Looked at afterwards, so that an end between the question and now is not missed.
    if (endedSessions.getIfPresent(token.caller().sessionId()) != null
        || endedUsers.getIfPresent(token.caller().userId()) != null) {
      seen.invalidate(hash.hex());
    }
  }

  void endSession(long sessionId) {
    endedSessions.put(sessionId, true);
    forget(token -> token.caller().sessionId() == sessionId);
  }

  void endUser(long userId) {
    endedUsers.put(userId, true);
    forget(token -> token.caller().userId() == userId);
  }

  void end(Scope scope) {
    if (scope.userId() != null) {
      endUser(scope.userId());
    }
    if (scope.sessionId() != null) {
      endSession(scope.sessionId());
    }
  }

  /** At most what was seen within a second is looked through. */
  private void forget(Predicate<KnownToken> which) {
    seen.asMap().values().removeIf(one -> which.test(one.token()));
  }
}
