package com.honeydue.uploads;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;

/** Writes pictures, with nothing in the file but pixels. Stateless; blocks. */
final class Encoding {

  private static final float QUALITY = 0.85f;
  private static final int CHUNK = 64 * 1024;

  private Encoding() {}

  static Picture.Encoded write(BufferedImage image, FileType type, Path path) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByMIMEType(type.mediaType()).next();
    try (var out = new FileImageOutputStream(path.toFile())) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      if (type == FileType.JPEG) {
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionQuality(QUALITY);
      }
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), how);
    } finally {
      writer.dispose();
    }
    return new Picture.Encoded(path, type, Files.size(path), sha256(path));
  }

  private static String sha256(Path path) throws IOException {
    MessageDigest digest = Arriving.digest();
    byte[] chunk = new byte[CHUNK];
    try (InputStream in = Files.newInputStream(path)) {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        digest.update(chunk, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
