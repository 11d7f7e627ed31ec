package com.honeydue.auth;

import org.jspecify.annotations.Nullable;

/**
 * What a change of sessions is about: one session, or all of a user. Exactly one of the two is
 * named.
 */
record Scope(@Nullable Long userId, @Nullable Long sessionId) {

  static Scope session(long sessionId) {
    return new Scope(null, sessionId);
  }

  static Scope user(long userId) {
    return new Scope(userId, null);
  }

  /** Its key in Redis, after the prefix. */
  String key() {
    return userId == null ? "s:" + sessionId : "u:" + userId;
  }
}
