package com.honeydue.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A filesystem that is one server's alone. */
record Disk(Path root) {

  private static final int[] BLOCKS = {1 << 20, 4 << 10, 1};

  /** Leaves no byte free. */
  void fill() {
    try (var ballast =
        FileChannel.open(ballast(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (int size : BLOCKS) {
        fill(ballast, size);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fill(FileChannel ballast, int size) {
    try {
      while (ballast.write(ByteBuffer.allocate(size)) == size) {
        // There was room.
      }
    } catch (IOException full) {
      // What was meant.
    }
  }

  /** Takes away what {@link #fill} has put there. */
  void free() {
    try {
      Files.deleteIfExists(ballast());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path ballast() {
    return root.resolve("ballast");
  }
}
