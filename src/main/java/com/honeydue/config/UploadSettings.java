package com.honeydue.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What people bring.
 *
 * @param atOnce uploads one process takes at a time; more are answered 503
 * @param deadline for an upload, from its head to its answer
 * @param spoolDirectory where files are until they are stored; empty for the machine's own
 * @param maxPictureBytes the largest picture
 * @param maxDocumentBytes the largest document
 * @param maxMegapixels pictures with more millions of pixels are refused before they are decoded
 * @param pictureEdge pictures are kept with at most so many pixels in width and height
 * @param thumbnailEdge the same for their thumbnails
 * @param decoders threads that decode pictures
 * @param decodeQueue pictures waiting for one; more are answered 503
 * @param linkLifetime of a link to a file
 */
public record UploadSettings(
    int atOnce,
    Duration deadline,
    String spoolDirectory,
    int maxPictureBytes,
    int maxDocumentBytes,
    int maxMegapixels,
    int pictureEdge,
    int thumbnailEdge,
    int decoders,
    int decodeQueue,
    Duration linkLifetime) {

  public UploadSettings {
    Check.between("atOnce", atOnce, 1, 100_000);
    Check.between("deadline", deadline, Duration.ofMillis(100), Duration.ofMinutes(30));
    Check.between("maxPictureBytes", maxPictureBytes, 1_024, 1 << 28);
    Check.between("maxDocumentBytes", maxDocumentBytes, 1_024, 1 << 30);
    Check.between("maxMegapixels", maxMegapixels, 1, 200);
    Check.between("pictureEdge", pictureEdge, 256, 8_192);
    Check.between("thumbnailEdge", thumbnailEdge, 16, 2_048);
    Check.between("decoders", decoders, 1, 64);
    Check.between("decodeQueue", decodeQueue, 0, 100_000);
    Check.between("linkLifetime", linkLifetime, Duration.ofSeconds(1), Duration.ofDays(7));
  }

  /** Where files are until they are stored. */
  public Path spool() {
    return spoolDirectory.isEmpty()
        ? Path.of(System.getProperty("java.io.tmpdir"), "honeydue-uploads")
        : Path.of(spoolDirectory);
  }
}
