package com.honeydue.notifications;

import com.honeydue.config.NotificationSettings;
import com.honeydue.mail.Words;
import java.net.URI;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What lets mails of one kind be turned off without signing in, by whoever has such a mail. They do
 * not end: mails are kept for years. Immutable.
 */
final class UnsubscribeTokens {

  /** How many characters they have. */
  static final int LENGTH = 36;

  private static final String PATH = "/api/notifications/unsubscribe/";
  private static final byte VERSION = 1;
  private static final int BYTES = 1 + 1 + 1 + 8;

  /**
   * What a token is about.
   *
   * @param language of the mail it came with
   */
  record Named(long userId, Kind kind, String language) {}

  private final TokenKeys keys;
  private final String base;

  UnsubscribeTokens(NotificationSettings settings, String fallback) {
    keys = new TokenKeys("unsubscribe", settings, fallback);
    base = settings.publicUrl().replaceFirst("/$", "") + PATH;
  }

  URI link(long userId, Kind kind, String language) {
    byte[] content =
        ByteBuffer.allocate(BYTES)
            .put(VERSION)
            .put((byte) kind.number())
            .put((byte) Words.languages().indexOf(language))
            .putLong(userId)
            .array();
    return URI.create(base + keys.sign(content) + "/");
  }

  /** What {@code token} is about; null if it is none of ours. */
  @Nullable Named open(String token) {
    var content = keys.open(token, BYTES);
    if (content == null || content.get() != VERSION) {
      return null;
    }
    var kind = Kind.numbered(content.get());
    var language = Words.languages().get(content.get());
    return new Named(content.getLong(), kind, language);
  }
}
