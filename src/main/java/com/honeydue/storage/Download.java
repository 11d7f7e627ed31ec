package com.honeydue.storage;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/**
 * A file that is being read. Must be closed, also when it was read to its end.
 *
 * @param content paused; it flows as fast as it is read
 * @param length of {@code content} in bytes; if less comes, the stream fails
 * @param total of the whole file
 * @param release gives back what reading holds
 */
public record Download(ReadStream<Buffer> content, long length, long total, Runnable release)
    implements AutoCloseable {

  @Override
  public void close() {
    release.run();
  }
}
