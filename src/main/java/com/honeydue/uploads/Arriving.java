package com.honeydue.uploads;

import com.honeydue.bus.Failure;
import com.honeydue.config.UploadSettings;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file while it comes: its type as soon as that can be told, so that what will
 * be refused is refused early. For one thread.
 */
final class Arriving {

  /** Somewhere in its last bytes a PDF says that it ends. */
  private static final int TAIL_BYTES = 2_048;

  private static final String PDF_END = "%%EOF";

  private final UploadKind kind;
  private final UploadSettings settings;
  private final MessageDigest digest = digest();
  private final Buffer head = Buffer.buffer();
  private byte[] tail = new byte[0];
  private long length;
  private @Nullable FileType type;

  Arriving(UploadKind kind, UploadSettings settings) {
    this.kind = kind;
    this.settings = settings;
  }

  /**
   * More of it.
   *
   * @throws Failure once it is known to be of a wrong type or too large
   */
  void take(Buffer chunk) {
    byte[] bytes = chunk.getBytes();
    length += bytes.length;
    digest.update(bytes);
    keepTail(bytes);
    if (type == null) {
      head.appendBuffer(chunk);
      if (head.length() >= FileType.HEAD_BYTES) {
        tell();
      }
    }
    if (type != null && length > most(type)) {
      throw tooLarge(most(type));
    }
  }

  /**
   * That was all.
   *
   * @return null
   * @throws Failure if it is empty, of a wrong type, or not whole
   */
  @Nullable Void end() {
    if (length == 0) {
      throw unreadable("The file is empty.");
    }
    if (tell() == FileType.PDF
        && !new String(tail, StandardCharsets.ISO_8859_1).contains(PDF_END)) {
      throw unreadable("The PDF does not end as one: it was cut short.");
    }
    return null;
  }

  Spool.Spooled spooled(Path path) {
    return new Spool.Spooled(path, length, tell(), HexFormat.of().formatHex(digest.digest()));
  }

  private FileType tell() {
    FileType told = type;
    if (told == null) {
      told = FileType.of(head.getBytes());
      kind.check(told);
      type = told;
    }
    return told;
  }

  private long most(FileType of) {
    return of.isPicture() ? settings.maxPictureBytes() : settings.maxDocumentBytes();
  }

  private void keepTail(byte[] bytes) {
    if (bytes.length >= TAIL_BYTES) {
      tail = Arrays.copyOfRange(bytes, bytes.length - TAIL_BYTES, bytes.length);
      return;
    }
    int kept = Math.min(tail.length, TAIL_BYTES - bytes.length);
    byte[] joined = Arrays.copyOfRange(tail, tail.length - kept, tail.length + bytes.length);
    System.arraycopy(bytes, 0, joined, kept, bytes.length);
    tail = joined;
  }

  static Failure tooLarge(long most) {
    return Failure.of(
        Failure.Kind.TOO_LARGE, "file_too_large", "The file may have at most " + most + " bytes.");
  }

  static Failure unreadable(String message) {
    return Failure.of(Failure.Kind.UNPROCESSABLE, "file_unreadable", message);
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
