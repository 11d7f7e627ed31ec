package com.honeydue.http;

import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Compresses answers for those who ask for it (RFC 1952). Here and not in Netty's pipeline: there
 * it costs every answer two more handlers, and here the entity tag can say what was done. Keeps one
 * deflater: lives on one event loop.
 */
final class Gzip {

  /** Below this, the header fields cost more than is saved. */
  static final int WORTHWHILE = 1024;

  /** Half the time of zlib's default for a few percent more bytes. */
  private static final int LEVEL = 4;

  private static final int CHUNK = 4096;
  private static final byte[] HEADER = {
    0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff
  };

  private final Deflater deflater = new Deflater(LEVEL, true);
  private final CRC32 crc = new CRC32();
  private final byte[] chunk = new byte[CHUNK];

  /** Whether {@code Accept-Encoding} takes gzip. */
  static boolean accepted(@Nullable String acceptEncoding) {
    if (acceptEncoding == null) {
      return false;
    }
    boolean any = false;
    for (String element : Fields.split(acceptEncoding, ',')) {
      String coding = MediaRanges.essence(element).toLowerCase(Locale.ROOT);
      if (coding.equals("gzip") || coding.equals("x-gzip")) {
        return MediaRanges.weight(element) > 0;
      }
      any |= coding.equals("*") && MediaRanges.weight(element) > 0;
    }
    return any;
  }

  Buffer compress(Buffer plain) {
    ByteBuf source = ((BufferInternal) plain).getByteBuf();
    byte[] bytes;
    int offset;
    if (source.hasArray()) {
      bytes = source.array();
      offset = source.arrayOffset() + source.readerIndex();
    } else {
      bytes = plain.getBytes();
      offset = 0;
    }
    int length = plain.length();
    var compressed = BufferInternal.buffer(length / 4 + HEADER.length);
    compressed.appendBytes(HEADER);
    deflater.reset();
    deflater.setInput(bytes, offset, length);
    deflater.finish();
    while (!deflater.finished()) {
      compressed.appendBytes(chunk, 0, deflater.deflate(chunk));
    }
    crc.reset();
    crc.update(bytes, offset, length);
    return compressed.appendIntLE((int) crc.getValue()).appendIntLE(length);
  }

  /** Gives the deflater's memory back. */
  void close() {
    deflater.end();
  }
}
