package com.honeydue.chaos;

import com.honeydue.testing.Directories;
import com.honeydue.testing.Durability;
import com.honeydue.testing.EmbeddedPostgres;
import com.honeydue.testing.EmbeddedRedis;
import com.honeydue.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL and a Redis with the durability of production, each behind a door that can be shut
 * and, when there are such, on a disk of its own that can be filled.
 */
final class Servers implements AutoCloseable {

  /** The directory in which {@code postgres} and {@code redis} are small filesystems. */
  private static final String DISKS = "honeydue.chaos.disks";

  final EmbeddedPostgres postgres;
  final EmbeddedRedis redis;
  final TestDatabase database;
  final FaultProxy toPostgres;
  final FaultProxy toRedis;
  private final Path directory;
  private final @Nullable Path disks;

  Servers() {
    try {
      directory = Files.createTempDirectory("honeydue-chaos");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String given = System.getProperty(DISKS);
    disks = given == null ? null : Path.of(given);
    postgres = EmbeddedPostgres.in(place("postgres"), Durability.FULL);
    redis = EmbeddedRedis.in(place("redis"), Durability.FULL);
    database = TestDatabase.create(postgres);
    toPostgres = new FaultProxy(postgres.port());
    toRedis = new FaultProxy(redis.port());
  }

  private Path place(String server) {
    return (disks == null ? directory : disks).resolve(server);
  }

  /** The disk of one of the two. */
  Disk disk(String server) {
    if (disks == null) {
      throw new IllegalStateException(server + " has no disk of its own: root alone can make one");
    }
    return new Disk(place(server));
  }

  /** Where a node finds them: behind the doors. */
  Map<String, String> environment() {
    return Map.of(
        "DATABASE_URL", behind(database.url()),
        "DATABASE_SLOW_URL", behind(database.slowUrl()),
        "MIGRATION_DATABASE_URL", database.migrationUrl(),
        "REDIS_URL", "redis://127.0.0.1:" + toRedis.port() + "/0");
  }

  private String behind(String url) {
    return url.replaceFirst(":\\d+/", ":" + toPostgres.port() + "/");
  }

  @Override
  public void close() {
    toPostgres.close();
    toRedis.close();
    postgres.close();
    redis.close();
    try {
      Directories.delete(directory);
    } catch (IOException e) {
      System.err.println("left behind: " + directory);
    }
  }
}
