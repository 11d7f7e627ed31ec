package com.honeydue.testing;

import io.vertx.core.buffer.Buffer;

/**
 * Walks over what PostgreSQL answers, without keeping it, and counts the ReadyForQuery messages:
 * there is one for each Sync and each simple Query. Not thread-safe.
 */
final class BackendDecoder {

  private static final byte READY_FOR_QUERY = 'Z';

  private final byte[] header = new byte[5];
  private int have;
  private int skip;
  private boolean opaque;

  /**
   * Takes the one-byte answer to an encryption request off {@code bytes}. True if the client may
   * now encrypt.
   */
  boolean encrypts(Buffer bytes) {
    opaque = bytes.getByte(0) != 'N';
    return opaque;
  }

  /** How many ReadyForQuery messages begin in {@code bytes}, from {@code at} on. */
  int ready(Buffer bytes, int at) {
    if (opaque) {
      return 0;
    }
    int ready = 0;
    while (at < bytes.length()) {
      if (skip > 0) {
        int step = Math.min(skip, bytes.length() - at);
        skip -= step;
        at += step;
      } else {
        header[have++] = bytes.getByte(at++);
        if (have == header.length) {
          have = 0;
          skip = Buffer.buffer(header).getInt(1) - 4;
          ready += header[0] == READY_FOR_QUERY ? 1 : 0;
        }
      }
    }
    return ready;
  }
}
