package com.honeydue.auth;

/**
 * What a change of sessions is about: one session, or all of a user.
 *
 * @param key its key in Redis, after the prefix
 */
record Scope(String key) {

  static Scope session(long sessionId) {
    return new Scope("s:" + sessionId);
  }

  static Scope user(long userId) {
    return new Scope("u:" + userId);
  }
}
