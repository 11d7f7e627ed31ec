package com.honeydue.uploads;

import java.nio.file.Path;

/**
 * A picture as it is kept.
 *
 * @param width in pixels
 * @param height in pixels
 */
record Picture(Encoded kept, int width, int height, Encoded thumbnail) {

  /**
   * A file that was made.
   *
   * @param sha256 of its bytes, in hexadecimal digits
   */
  record Encoded(Path path, FileType type, long length, String sha256) {}
}
