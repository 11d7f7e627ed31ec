package com.honeydue.storage;

import com.honeydue.bus.Failure;
import com.honeydue.telemetry.Telemetry;
import com.honeydue.telemetry.UploadSpan;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Files in a directory of this machine, for one process alone. */
final class DirectoryStorage implements Storage {

  private static final String BUCKET = "directory";

  /** A file that is not whole yet. No key ends so. */
  private static final String PART = ".PART";

  private static final int PAGE = 1_000;

  private final Vertx vertx;
  private final Path root;
  private final SignedLinks links;
  private final Telemetry telemetry;
  private final StorageMeters meters;
  private final FilePool pool;

  DirectoryStorage(Vertx vertx, Path root, SignedLinks links, Telemetry telemetry) {
    this.vertx = vertx;
    this.root = root.toAbsolutePath();
    this.links = links;
    this.telemetry = telemetry;
    this.meters = new StorageMeters(telemetry, BUCKET);
    this.pool = new FilePool(vertx);
  }

  /** Makes the directory; fails when it cannot be written. */
  Future<Storage> open() {
    return pool.run(
        () -> {
          try {
            Files.createDirectories(root);
            Files.delete(Files.createTempFile(root, "try", PART));
            return this;
          } catch (IOException unwritable) {
            throw new IllegalStateException(
                "storage.directory: " + root + " cannot be written", unwritable);
          }
        });
  }

  @Override
  public Future<Void> put(String key, Content content) {
    Path target = path(key);
    var span = UploadSpan.upload(telemetry, BUCKET, content.length());
    long began = System.nanoTime();
    return span.until(pool.run(() -> write(target, content)))
        .recover(error -> Future.failedFuture(failure(error)))
        .onComplete((done, error) -> meters.put(content.length(), began, error == null))
        .mapEmpty();
  }

  /** Under its name there is nothing, or all of it, whenever the machine stops. */
  private static Path write(Path target, Content content) throws IOException {
    Files.createDirectories(target.getParent());
    Path part = target.resolveSibling(UUID.randomUUID() + PART);
    try {
      switch (content) {
        case Content.OfFile file -> Files.copy(file.path(), part);
        case Content.OfBytes bytes -> Files.write(part, bytes.bytes().getBytes());
      }
      try (var written = FileChannel.open(part, StandardOpenOption.WRITE)) {
        if (written.size() != content.length()) {
          throw new IOException("the file has changed");
        }
        written.force(true);
      }
      return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  @Override
  public Future<Download> get(String key, ByteRange range) {
    Path file = path(key);
    return pool.run(() -> Files.size(file))
        .compose(
            total ->
                vertx
                    .fileSystem()
                    .open(file.toString(), new OpenOptions().setWrite(false).setCreate(false))
                    .map(opened -> download(opened, range, total)))
        .recover(error -> Future.failedFuture(failure(error)));
  }

  private static Download download(AsyncFile file, ByteRange range, long total) {
    long length = Math.max(0, Math.min(range.last(), total - 1) - range.first() + 1);
    file.pause();
    file.setReadPos(range.first()).setReadLength(length);
    return new Download(file, length, total, file::close);
  }

  @Override
  public Future<Void> remove(Collection<String> keys) {
    List<Path> files = keys.stream().map(this::path).toList();
    return pool.run(
            () -> {
              for (Path file : files) {
                Files.deleteIfExists(file);
              }
              return files.size();
            })
        .recover(error -> Future.failedFuture(failure(error)))
        .mapEmpty();
  }

  @Override
  public Future<Listing> list(String prefix, String after) {
    return pool.run(() -> page(prefix, after))
        .recover(error -> Future.failedFuture(failure(error)));
  }

  private Listing page(String prefix, String after) throws IOException {
    List<Listing.Item> items = new ArrayList<>();
    int slash = prefix.lastIndexOf('/');
    Path from = slash < 0 ? root : path(prefix.substring(0, slash));
    if (!Files.isDirectory(from)) {
      return new Listing(items, false);
    }
    try (var files = Files.walk(from)) {
      var keys =
          files
              .filter(Files::isRegularFile)
              .map(file -> root.relativize(file).toString())
              .filter(key -> key.startsWith(prefix) && !key.endsWith(PART))
              .filter(key -> key.compareTo(after) > 0)
              .sorted()
              .limit(PAGE + 1)
              .toList();
      for (String key : keys.subList(0, Math.min(PAGE, keys.size()))) {
        items.add(new Listing.Item(key, keptAt(root.resolve(key))));
      }
      return new Listing(items, keys.size() > PAGE);
    }
  }

  /** Of a file that goes meanwhile, any time will do. */
  private static Instant keptAt(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (NoSuchFileException gone) {
      return Instant.EPOCH;
    }
  }

  @Override
  public String link(String key, Delivery delivery, Duration life) {
    return links.sign(Keys.checked(key), delivery, life);
  }

  @Override
  public boolean isLocal() {
    return true;
  }

  @Override
  public Future<Void> close() {
    return pool.close();
  }

  private Path path(String key) {
    return root.resolve(Keys.checked(key));
  }

  private static Throwable failure(Throwable error) {
    Throwable cause =
        error instanceof Failure || error.getCause() == null ? error : error.getCause();
    if (cause instanceof NoSuchFileException) {
      return Failure.notFound();
    }
    return cause instanceof IOException ? StorageFailures.unavailable() : error;
  }
}
