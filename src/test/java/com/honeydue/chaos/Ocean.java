package com.honeydue.chaos;

import com.honeydue.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code scripts/bench/wan run} has put between this machine's two network namespaces, and the
 * servers on its shores.
 *
 * @param control takes orders while packets pass
 */
record Ocean(Path control, Map<String, String> environment) {

  /** The one this process runs at. */
  static Ocean here() {
    return new Ocean(
        Path.of(System.getenv("WAN_CONTROL")),
        Stream.of("DATABASE_URL", "DATABASE_SLOW_URL", "MIGRATION_DATABASE_URL", "REDIS_URL")
            .collect(Collectors.toMap(name -> name, System::getenv)));
  }

  static boolean isHere() {
    return System.getenv("WAN_CONTROL") != null;
  }

  TestDatabase database() {
    return TestDatabase.at(URI.create(environment.getOrDefault("DATABASE_URL", "")));
  }

  /** From now on this share of all packets is lost. */
  void lose(double share) {
    try {
      Files.writeString(control, "loss " + share + "\n", StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
