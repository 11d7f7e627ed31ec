package com.honeydue.exports;

import com.honeydue.storage.Delivery;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A ZIP file that is being written: {@code data/} has what is in the database, {@code files/} what
 * was brought. All of it blocks; for one thread at a time.
 */
final class Archive implements AutoCloseable {

  private final Path path;
  private final MessageDigest digest;
  private final ZipOutputStream zip;

  private Archive(Path path, MessageDigest digest, OutputStream out) {
    this.path = path;
    this.digest = digest;
    this.zip = new ZipOutputStream(new DigestOutputStream(out, digest), StandardCharsets.UTF_8);
  }

  /**
   * An archive that is written whole.
   *
   * @param sha256 of its bytes, in hexadecimal digits
   */
  record Written(Path path, long length, String sha256) {}

  /** Begins one at {@code path}, with the sections of the database, each a JSON array. */
  static Archive begin(Path path, Map<String, String> sections) throws IOException {
    try {
      var archive =
          new Archive(path, MessageDigest.getInstance("SHA-256"), Files.newOutputStream(path));
      for (var section : new TreeMap<>(sections).entrySet()) {
        archive.zip.putNextEntry(new ZipEntry("data/" + section.getKey() + ".json"));
        archive.zip.write(section.getValue().getBytes(StandardCharsets.UTF_8));
        archive.zip.closeEntry();
      }
      return archive;
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Adds a file, which is packed already: pictures and PDFs become no smaller. */
  Archive add(ExportStatements.File file, Path content) throws IOException {
    zip.setLevel(Deflater.NO_COMPRESSION);
    zip.putNextEntry(new ZipEntry("files/" + file.id() + Delivery.ending(file.mediaType())));
    Files.copy(content, zip);
    zip.closeEntry();
    return this;
  }

  Written end() throws IOException {
    zip.close();
    return new Written(path, Files.size(path), HexFormat.of().formatHex(digest.digest()));
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
