package com.honeydue.storage;

import com.honeydue.config.StorageSettings;
import com.honeydue.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;

/** Opens the storage that the settings name. */
public final class Storages {

  private Storages() {}

  /**
   * The storage of this process. Of an S3 nothing is asked yet, so a start does not depend on it.
   *
   * @param links makes and reads the links into a directory
   * @return fails when a directory cannot be written
   */
  public static Future<Storage> open(
      Vertx vertx, StorageSettings settings, SignedLinks links, Telemetry telemetry) {
    return switch (settings.kind()) {
      case DIRECTORY ->
          new DirectoryStorage(vertx, Path.of(settings.directory()), links, telemetry).open();
      case S3 ->
          // Reading what the SDK brings takes longer than an event loop may be held.
          vertx.executeBlocking(() -> new S3Storage(vertx, settings.s3(), telemetry));
    };
  }
}
