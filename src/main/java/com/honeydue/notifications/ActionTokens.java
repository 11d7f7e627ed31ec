package com.honeydue.notifications;

import com.honeydue.config.NotificationSettings;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What lets a push be answered without signing in: for one person, one occurrence of one task, and
 * a while. Immutable.
 */
final class ActionTokens {

  /** How many characters they have. */
  static final int LENGTH = 55;

  private static final byte VERSION = 1;
  private static final int BYTES = 1 + 8 + 8 + 4 + 4;
  private static final int UNDATED = Integer.MIN_VALUE;
  private static final long MINUTE = 60;

  /**
   * What a token allows.
   *
   * @param occurrence the date that was open; null for a task without one
   */
  record Allowed(long userId, long taskId, @Nullable LocalDate occurrence) {}

  private final TokenKeys keys;
  private final Duration lifetime;

  ActionTokens(NotificationSettings settings, String fallback) {
    keys = new TokenKeys("actions", settings, fallback);
    lifetime = settings.actionLifetime();
  }

  String sign(long userId, long taskId, @Nullable LocalDate occurrence, Instant now) {
    long ends = now.plus(lifetime).getEpochSecond() / MINUTE;
    return keys.sign(
        ByteBuffer.allocate(BYTES)
            .put(VERSION)
            .putLong(userId)
            .putLong(taskId)
            .putInt(occurrence == null ? UNDATED : Math.toIntExact(occurrence.toEpochDay()))
            .putInt(Math.toIntExact(ends))
            .array());
  }

  /** What {@code token} allows at {@code now}; null if it is none of ours, or has ended. */
  @Nullable Allowed open(String token, Instant now) {
    var content = keys.open(token, BYTES);
    if (content == null || content.get() != VERSION) {
      return null;
    }
    long user = content.getLong();
    long task = content.getLong();
    int day = content.getInt();
    if (now.getEpochSecond() / MINUTE >= content.getInt()) {
      return null;
    }
    return new Allowed(user, task, day == UNDATED ? null : LocalDate.ofEpochDay(day));
  }
}
