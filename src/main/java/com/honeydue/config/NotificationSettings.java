package com.honeydue.config;

import java.time.Duration;

/**
 * What people are told.
 *
 * @param publicUrl where this API is reached from outside: links that turn mails off begin with it
 * @param key of links that turn mails off and of actions in pushes, the same in every process;
 *     empty derives one from {@code database.url}
 * @param formerKey the key before it, whose links and actions are still taken; empty for none
 * @param actionLifetime how long the actions of a push can be used
 * @param keptFor what somebody was told is forgotten after this long
 */
public record NotificationSettings(
    String publicUrl, Secret key, Secret formerKey, Duration actionLifetime, Duration keptFor) {

  /** Shorter ones are quickly tried. */
  private static final int SHORTEST_KEY = 16;

  public NotificationSettings {
    Check.url("publicUrl", publicUrl, "https", "http");
    Check.demand(isKey(key), "key", "must be empty or have 16 characters at least");
    Check.demand(isKey(formerKey), "formerKey", "must be empty or have 16 characters at least");
    Check.demand(
        formerKey.isEmpty() || !formerKey.value().equals(key.value()),
        "formerKey",
        "must be another one than key");
    Check.between("actionLifetime", actionLifetime, Duration.ofMinutes(1), Duration.ofDays(30));
    Check.between("keptFor", keptFor, Duration.ofDays(2), Duration.ofDays(3_650));
  }

  private static boolean isKey(Secret key) {
    return key.isEmpty() || key.value().length() >= SHORTEST_KEY;
  }
}
