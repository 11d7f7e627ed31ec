package com.honeydue.config;

import java.time.Duration;

/**
 * Redis, beside the pods.
 *
 * @param url {@code redis://[:password@]host:port[/database]}
 * @param timeout after this long an answer is given up and the caller goes on without Redis
 * @param maxInFlight commands one event loop has unanswered at a time; more fail at once
 */
public record RedisSettings(String url, Duration timeout, int maxInFlight) {

  public RedisSettings {
    Check.url("url", url, "redis", "rediss");
    Check.between("timeout", timeout, Duration.ofMillis(1), Duration.ofMinutes(1));
    Check.between("maxInFlight", maxInFlight, 1, 1_000_000);
  }

  /** Without the password in the URL. */
  @Override
  public String toString() {
    return "RedisSettings[url=" + Masked.url(url) + "]";
  }
}
