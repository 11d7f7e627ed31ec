package com.honeydue.notifications;

import com.honeydue.testing.TestSettings;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/** The links and actions that pushes and mails carry, made as the server makes them. Stateless. */
public final class SignedLinks {

  /** What such a server is started with, as {@code NOTIFICATIONS_KEY}. */
  public static final String KEY = "the key of signed links in tests";

  private static final String ACTIONS = "/api/notifications/actions/";

  private SignedLinks() {}

  /** The path that does this with an occurrence. */
  public static String action(long user, long task, String occurrence, String action) {
    return ACTIONS
        + actions(KEY).sign(user, task, LocalDate.parse(occurrence), Instant.now())
        + "/"
        + action
        + "/";
  }

  /** The path that turns mails of this type off. */
  public static String unsubscribe(long user, String type) {
    return unsubscribing(KEY).link(user, Kind.of(type), "en").getPath();
  }

  static ActionTokens actions(String key) {
    return new ActionTokens(
        TestSettings.of(Map.of("NOTIFICATIONS_KEY", key)).notifications(), "fallback");
  }

  static UnsubscribeTokens unsubscribing(String key) {
    return new UnsubscribeTokens(
        TestSettings.of(Map.of("NOTIFICATIONS_KEY", key)).notifications(), "fallback");
  }
}
