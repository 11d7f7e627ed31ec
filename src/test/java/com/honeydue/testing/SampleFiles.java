package com.honeydue.testing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;

/** Files as people bring them. */
public final class SampleFiles {

  private SampleFiles() {}

  /** A picture whose upper left quarter is red and whose rest is blue. */
  public static byte[] picture(String format, int width, int height) {
    return encoded(image(width, height, BufferedImage.TYPE_INT_RGB), format);
  }

  /** The same as a PNG that is transparent where it is not red. */
  public static byte[] transparent(int width, int height) {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.RED);
    graphics.fillRect(0, 0, width / 2, height / 2);
    graphics.dispose();
    return encoded(image, "png");
  }

  /** A JPEG about as hard to decode, and as large, as what a camera takes. */
  public static byte[] photo(int width, int height) {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var random = new Random(width);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int shade = (x * 255 / width + y * 255 / height) / 2;
        image.setRGB(x, y, (shade ^ random.nextInt(16)) * 0x010101);
      }
    }
    return encoded(image, "jpg");
  }

  /** A PDF of about so many bytes, which no reader has to understand. */
  public static byte[] pdf(int bytes) {
    byte[] pdf = new byte[bytes];
    Arrays.fill(pdf, (byte) ' ');
    byte[] begin = "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII);
    byte[] end = "\n%%EOF\n".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(begin, 0, pdf, 0, begin.length);
    System.arraycopy(end, 0, pdf, bytes - end.length, end.length);
    return pdf;
  }

  static BufferedImage image(int width, int height, int type) {
    var image = new BufferedImage(width, height, type);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.BLUE);
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(Color.RED);
    graphics.fillRect(0, 0, width / 2, height / 2);
    graphics.dispose();
    return image;
  }

  private static byte[] encoded(BufferedImage image, String format) {
    var out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalArgumentException("nothing writes " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
