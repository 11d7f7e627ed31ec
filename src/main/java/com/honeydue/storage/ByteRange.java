package com.honeydue.storage;

/**
 * A part of a file.
 *
 * @param first the position of its first byte
 * @param last that of its last one; {@link Long#MAX_VALUE} for all there is
 */
public record ByteRange(long first, long last) {

  public static final ByteRange ALL = new ByteRange(0, Long.MAX_VALUE);

  public ByteRange {
    if (first < 0 || last < first) {
      throw new IllegalArgumentException("bytes " + first + " to " + last);
    }
  }

  boolean isAll() {
    return first == 0 && last == Long.MAX_VALUE;
  }
}
