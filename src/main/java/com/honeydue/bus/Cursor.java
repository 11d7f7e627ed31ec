package com.honeydue.bus;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The opaque cursor of a list that is ordered by a growing number, such as an id, or by time. */
public final class Cursor {

  /** The first byte: a cursor of another form, should there ever be one, is told apart by it. */
  private static final byte BY_NUMBER = 1;

  private static final byte BY_TIME = 2;

  /**
   * A place in a list that is ordered by an instant and, where those are equal, by id; newest
   * first.
   */
  public record Position(Instant at, long id) {

    /** Before all rows there can be. */
    public static final Position NEWEST =
        new Position(Instant.parse("9999-12-31T23:59:59Z"), Long.MAX_VALUE);

    private static final Instant OLDEST = Instant.parse("0001-01-01T00:00:00Z");
  }

  private Cursor() {}

  /** The cursor of the page that follows the row with this key. */
  public static String after(long key) {
    return encoded(ByteBuffer.allocate(9).put(BY_NUMBER).putLong(key).array());
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
    return bytes(cursor, BY_NUMBER, 9).getLong();
  }

  /**
   * The cursor of the page that follows the row with this instant, in microseconds, and this id.
   */
  public static String after(Instant at, long id) {
    var bytes = ByteBuffer.allocate(17).put(BY_TIME);
    bytes.putLong(ChronoUnit.MICROS.between(Instant.EPOCH, at)).putLong(id);
    return encoded(bytes.array());
  }

  /**
   * The place after which the asked page begins; {@link Position#NEWEST} where no cursor came.
   *
   * @throws Failure for text that is no cursor of ours
   */
  public static Position position(@Nullable String cursor) {
    if (cursor == null) {
      return Position.NEWEST;
    }
    var bytes = bytes(cursor, BY_TIME, 17);
    var at = Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
    if (at.isBefore(Position.OLDEST) || at.isAfter(Position.NEWEST.at())) {
      throw notOurs();
    }
    return new Position(at, bytes.getLong());
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static ByteBuffer bytes(String cursor, byte form, int length) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cursor);
      // A cursor has one spelling: padding and spare bits are not ours.
      if (bytes.length == length && bytes[0] == form && encoded(bytes).equals(cursor)) {
        return ByteBuffer.wrap(bytes, 1, length - 1);
      }
    } catch (IllegalArgumentException notBase64) {
      // answered below, like every other text that is no cursor
    }
    throw notOurs();
  }

  private static Failure notOurs() {
    return Failure.invalid("/query/cursor", "is not a cursor of this list");
  }
}
