package com.honeydue.bus;

import java.nio.ByteBuffer;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The opaque cursor of a list that is ordered by a growing number, such as an id. */
public final class Cursor {

  /** The first byte: a cursor of another form, should there ever be one, is told apart by it. */
  private static final byte BY_NUMBER = 1;

  private Cursor() {}

  /** The cursor of the page that follows the row with this key. */
  public static String after(long key) {
    byte[] bytes = ByteBuffer.allocate(9).put(BY_NUMBER).putLong(key).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * The key after which the asked page begins; {@code first} where no cursor came.
   *
   * @throws Failure for text that is no cursor of ours
   */
  public static long key(@Nullable String cursor, long first) {
    if (cursor == null) {
      return first;
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cursor);
      if (bytes.length == 9 && bytes[0] == BY_NUMBER) {
        return ByteBuffer.wrap(bytes, 1, 8).getLong();
      }
    } catch (IllegalArgumentException notBase64) {
      // answered below, like every other text that is no cursor
    }
    throw Failure.invalid("/query/cursor", "is not a cursor of this list");
  }
}
