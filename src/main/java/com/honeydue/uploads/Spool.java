package com.honeydue.uploads;

import com.honeydue.bus.Failure;
import com.honeydue.config.UploadSettings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Where files are while they come and until they are stored: on disk, so that memory does not grow
 * with them, and so that storing can be tried again. May be used from any event loop.
 */
final class Spool {

  private static final OpenOptions NEW = new OpenOptions().setRead(false).setCreateNew(true);

  /** No upload takes so long: what is older was left behind by a process that was killed. */
  private static final Duration FORGOTTEN = Duration.ofHours(2);

  private final Vertx vertx;
  private final UploadSettings settings;
  private final Path directory;

  Spool(Vertx vertx, UploadSettings settings) {
    this.vertx = vertx;
    this.settings = settings;
    this.directory = settings.spool();
  }

  /**
   * A file that has come whole.
   *
   * @param path where; whoever gets it removes it with {@link #remove}
   * @param sha256 of its bytes
   */
  record Spooled(Path path, long length, FileType type, String sha256) {
    /** Where what is made of it goes; removed with it. */
    Path beside(String suffix) {
      return path.resolveSibling(path.getFileName() + suffix);
    }
  }

  /** Makes the directory and clears what was left in it; blocks. */
  void open() throws IOException {
    Files.createDirectories(directory);
    Instant before = Instant.now().minus(FORGOTTEN);
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /**
   * Takes a file in.
   *
   * @return fails with what {@code file} fails with, or what is wrong with it; then it is gone
   */
  Future<Spooled> receive(ReadStream<Buffer> file, UploadKind kind) {
    Path path = directory.resolve(UUID.randomUUID().toString());
    var arriving = new Arriving(kind, settings);
    return vertx
        .fileSystem()
        .open(path.toString(), NEW)
        .recover(error -> Future.failedFuture(unwritable()))
        .compose(opened -> copy(file, opened, arriving).eventually(opened::close))
        .map(whole -> arriving.spooled(path))
        .recover(error -> removed(path, error));
  }

  private static Future<Void> copy(ReadStream<Buffer> file, AsyncFile to, Arriving arriving) {
    Promise<Void> whole = Promise.promise();
    to.exceptionHandler(error -> whole.tryFail(unwritable()));
    file.exceptionHandler(whole::tryFail);
    file.endHandler(end -> attempt(whole, () -> whole.tryComplete(arriving.end())));
    file.handler(
        chunk -> {
          if (whole.future().isComplete()) {
            return;
          }
          attempt(whole, () -> arriving.take(chunk));
          to.write(chunk).onFailure(error -> whole.tryFail(unwritable()));
          if (to.writeQueueFull()) {
            file.pause();
            to.drainHandler(drained -> file.resume());
          }
        });
    file.resume();
    return whole.future();
  }

  private static void attempt(Promise<Void> whole, Runnable step) {
    try {
      step.run();
    } catch (Failure wrong) {
      whole.tryFail(wrong);
    }
  }

  private static Failure unwritable() {
    return Failure.unavailable("storage_unavailable", "Files cannot be stored or read now.");
  }

  private <T> Future<T> removed(Path path, Throwable error) {
    return remove(List.of(path)).transform((gone, failed) -> Future.failedFuture(error));
  }

  /** Removes files, where they are. */
  Future<Void> remove(List<Path> paths) {
    return vertx.<Void>executeBlocking(
        () -> {
          for (Path path : paths) {
            Files.deleteIfExists(path);
          }
          return null;
        });
  }
}
