package com.honeydue.uploads;

import com.honeydue.bus.Failure;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** What a file is, as its first bytes say; nothing that the client says of it counts. */
enum FileType {
  JPEG("image/jpeg"),
  PNG("image/png"),
  WEBP("image/webp"),
  PDF("application/pdf");

  /** From so many bytes on it can be told. */
  static final int HEAD_BYTES = 16;

  private static final int BRAND = 8;
  private static final Set<String> HEIC_BRANDS =
      Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis");

  private final String mediaType;

  FileType(String mediaType) {
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }

  boolean isPicture() {
    return this != PDF;
  }

  /**
   * The type of the file that begins so.
   *
   * @param head its first {@link #HEAD_BYTES}, or all of a shorter one
   * @throws Failure for every other type; HEIC, which phones make, has a code of its own
   */
  static FileType of(byte[] head) {
    if (begins(head, 0, "\u00ff\u00d8\u00ff")) {
      return JPEG;
    }
    if (begins(head, 0, "\u0089PNG\r\n\u001a\n")) {
      return PNG;
    }
    if (begins(head, 0, "RIFF") && begins(head, BRAND, "WEBP")) {
      return WEBP;
    }
    if (begins(head, 0, "%PDF-")) {
      return PDF;
    }
    if (begins(head, 4, "ftyp") && head.length >= BRAND + 4 && HEIC_BRANDS.contains(brand(head))) {
      throw Failure.of(
          Failure.Kind.UNSUPPORTED_MEDIA,
          "heic_not_supported",
          "HEIC and AVIF pictures are not taken: convert them to JPEG first.");
    }
    throw Failure.of(
        Failure.Kind.UNSUPPORTED_MEDIA,
        "file_type_not_supported",
        "The file is neither a JPEG, PNG or WebP picture nor a PDF.");
  }

  private static String brand(byte[] head) {
    return new String(head, BRAND, 4, StandardCharsets.ISO_8859_1);
  }

  private static boolean begins(byte[] head, int at, String signature) {
    byte[] wanted = signature.getBytes(StandardCharsets.ISO_8859_1);
    if (head.length < at + wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (head[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}
