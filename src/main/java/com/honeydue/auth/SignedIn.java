package com.honeydue.auth;

import java.time.Instant;

/**
 * The answer to register, login and refresh: the only time a token is told.
 *
 * @param token for {@code Authorization: Token …}
 * @param expiresAt when it ends; refresh before
 */
record SignedIn(String token, Instant expiresAt, Account user) {

  @Override
  public String toString() {
    return "SignedIn[" + user.id() + "]";
  }
}
