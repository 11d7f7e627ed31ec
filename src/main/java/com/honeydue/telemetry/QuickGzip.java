package com.honeydue.telemetry;

import io.opentelemetry.sdk.common.export.Compressor;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Gzip (RFC 1952) at zlib's fastest level. Spans repeat the text of their statements: that level
 * takes them to a few percent, too, for a third of the processor time of the exporter's own.
 * Stateless.
 */
final class QuickGzip implements Compressor {

  private static final int BUFFER = 8_192;

  @Override
  public String getEncoding() {
    return "gzip";
  }

  @Override
  public OutputStream compress(OutputStream out) throws IOException {
    return new Quick(out);
  }

  private static final class Quick extends GZIPOutputStream {
    Quick(OutputStream out) throws IOException {
      super(out, BUFFER);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
