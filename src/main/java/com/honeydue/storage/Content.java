package com.honeydue.storage;

import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;

/**
 * What is to be kept. Both forms can be read again from the beginning, so a try that failed can be
 * repeated.
 */
public sealed interface Content {

  String mediaType();

  /** In bytes. */
  long length();

  /**
   * A file of this machine, which must stay until it is kept.
   *
   * @param length of the whole file
   */
  record OfFile(Path path, long length, String mediaType) implements Content {}

  /** What is in memory already. */
  record OfBytes(Buffer bytes, String mediaType) implements Content {
    @Override
    public long length() {
      return bytes.length();
    }
  }
}
