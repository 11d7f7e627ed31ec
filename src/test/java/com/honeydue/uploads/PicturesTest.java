package com.honeydue.uploads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.honeydue.bus.Failure;
import com.honeydue.testing.SampleFiles;
import com.honeydue.testing.TestSettings;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of pictures. The samples are blue, and red in their upper left quarter. */
class PicturesTest {

  @TempDir private Path directory;
  private final Pictures pictures =
      new Pictures(
          TestSettings.of(
                  Map.of(
                      "STORAGE_UPLOADS_PICTURE_EDGE", "256",
                      "STORAGE_UPLOADS_THUMBNAIL_EDGE", "32",
                      "STORAGE_UPLOADS_MAX_MEGAPIXELS", "2"))
              .storage()
              .uploads());

  private Picture picture(byte[] file) throws IOException {
    var path = Files.write(directory.resolve("picture"), file);
    return pictures.of(new Spool.Spooled(path, file.length, FileType.of(file), ""));
  }

  private static byte[] sample(String name) throws IOException {
    try (InputStream in = PicturesTest.class.getResourceAsStream("/pictures/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private void refused(String code, byte[] file) {
    assertThatThrownBy(() -> picture(file))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }

  /**
   * In four inks.
   *
   * @param adobe what its Adobe segment says: 0 inverted, 2 the same as luminance and chrominance;
   *     -1 for none
   */
  private static byte[] inked(int adobe, int width, int height) throws IOException {
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean red = x < width / 2 && y < height / 2;
        // cyan, magenta, yellow and black; inverted in files of Adobe's
        int[] inks = {red ? 0 : 255, 255, red ? 255 : 0, 0};
        raster.setPixel(x, y, adobe == -1 ? inks : adobe == 0 ? inverted(inks) : luminance(inks));
      }
    }
    var out = new ByteArrayOutputStream();
    var writer = ImageIO.getImageWritersByFormatName("jpg").next();
    try (var stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(raster, null, null), null);
    } finally {
      writer.dispose();
    }
    byte[] plain = out.toByteArray();
    byte[] said = {
      (byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) adobe
    };
    return adobe == -1
        ? plain
        : ByteBuffer.allocate(plain.length + said.length)
            .put(plain, 0, 2)
            .put(said)
            .put(plain, 2, plain.length - 2)
            .array();
  }

  private static int[] inverted(int[] inks) {
    return Arrays.stream(inks).map(ink -> 255 - ink).toArray();
  }

  private static int[] luminance(int[] inks) {
    double c = inks[0];
    double m = inks[1];
    double y = inks[2];
    double light = 0.299 * c + 0.587 * m + 0.114 * y;
    return new int[] {
      (int) Math.round(light),
      (int) Math.round(Math.clamp(128 + (y - light) / 1.772, 0, 255)),
      (int) Math.round(Math.clamp(128 + (c - light) / 1.402, 0, 255)),
      255 - inks[3]
    };
  }

  private static BufferedImage read(Picture.Encoded file) throws IOException {
    return ImageIO.read(file.path().toFile());
  }

  private static boolean isRed(BufferedImage image, double x, double y) {
    var color =
        new Color(image.getRGB((int) (x * image.getWidth()), (int) (y * image.getHeight())));
    return color.getRed() > 150 && color.getBlue() < 100;
  }

  @ParameterizedTest
  @CsvSource({"jpg, JPEG", "png, PNG"})
  void aSmallPictureShouldKeepItsSizeAndType(String format, FileType type) throws IOException {
    var picture = picture(SampleFiles.picture(format, 120, 80));

    assertThat(picture.kept().type()).isEqualTo(type);
    assertThat(picture.width()).isEqualTo(120);
    assertThat(picture.height()).isEqualTo(80);
    assertThat(isRed(read(picture.kept()), 0.2, 0.2)).isTrue();
    assertThat(isRed(read(picture.kept()), 0.8, 0.2)).isFalse();
    assertThat(read(picture.thumbnail()).getWidth()).isEqualTo(32);
    assertThat(picture.thumbnail().type()).isEqualTo(FileType.JPEG);
    assertThat(picture.kept().length()).isEqualTo(Files.size(picture.kept().path()));
  }

  @ParameterizedTest
  @CsvSource({"-1", "0", "2"})
  void aPictureForAPressShouldBecomeOneForScreens(int adobe) throws IOException {
    var picture = picture(inked(adobe, 600, 400));

    assertThat(picture.kept().type()).isEqualTo(FileType.JPEG);
    assertThat(picture.width()).isEqualTo(256);
    var kept = read(picture.kept());
    assertThat(kept.getRaster().getNumBands()).isEqualTo(3);
    assertThat(isRed(kept, 0.2, 0.2)).isTrue();
    for (double x : new double[] {0.2, 0.8}) {
      var blue = new Color(kept.getRGB((int) (x * 256), 150));
      assertThat(blue.getBlue()).isGreaterThan(200);
      assertThat(blue.getRed()).isLessThan(60);
    }
  }

  @ParameterizedTest
  @CsvSource({"1000, 500, 256, 128", "1200, 1600, 192, 256", "300, 10, 256, 9", "1300, 1, 256, 1"})
  void aLargePictureShouldBecomeSmaller(int width, int height, int keptWidth, int keptHeight)
      throws IOException {
    var picture = picture(SampleFiles.picture("jpg", width, height));

    assertThat(picture.width()).isEqualTo(keptWidth);
    assertThat(picture.height()).isEqualTo(keptHeight);
    assertThat(read(picture.kept()).getWidth()).isEqualTo(keptWidth);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0.2, 0.2",
    "2, 0.8, 0.2",
    "3, 0.8, 0.8",
    "4, 0.2, 0.8",
    "5, 0.2, 0.2",
    "6, 0.8, 0.2",
    "7, 0.8, 0.8",
    "8, 0.2, 0.8"
  })
  void aPictureShouldBeTurnedUpright(int orientation, double x, double y) throws IOException {
    var picture = picture(withExif(SampleFiles.picture("jpg", 120, 80), orientation));

    boolean lying = orientation >= 5;
    assertThat(picture.width()).isEqualTo(lying ? 80 : 120);
    assertThat(picture.height()).isEqualTo(lying ? 120 : 80);
    var kept = read(picture.kept());
    for (double atX : new double[] {0.2, 0.8}) {
      for (double atY : new double[] {0.2, 0.8}) {
        assertThat(isRed(kept, atX, atY)).as("%s, %s", atX, atY).isEqualTo(atX == x && atY == y);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lying.webp", "lying.png", "progressive.jpg"})
  void whateverHoldsThePictureShouldBeTurnedAndForgotten(String name) throws IOException {
    byte[] file = sample(name);
    assertThat(text(file)).contains("a camera of somebody");

    var picture = picture(file);

    assertThat(picture.width()).isEqualTo(64);
    assertThat(isRed(read(picture.kept()), 0.8, 0.2)).isTrue();
    assertThat(text(Files.readAllBytes(picture.kept().path()))).doesNotContain("camera", "Exif");
    assertThat(text(Files.readAllBytes(picture.thumbnail().path()))).doesNotContain("camera");
  }

  @Test
  void aWebpShouldBecomeAJpegAndATransparentOneAPng() throws IOException {
    assertThat(picture(sample("lossy.webp")).kept().type()).isEqualTo(FileType.JPEG);
    var transparent = picture(sample("transparent.webp"));
    assertThat(transparent.kept().type()).isEqualTo(FileType.PNG);
    assertThat(new Color(read(transparent.kept()).getRGB(90, 60), true).getAlpha()).isZero();
    var thumbnail = read(transparent.thumbnail());
    assertThat(new Color(thumbnail.getRGB(30, 20))).isEqualTo(Color.WHITE);
  }

  @Test
  void transparencyShouldStay() throws IOException {
    var picture = picture(SampleFiles.transparent(100, 100));

    assertThat(new Color(read(picture.kept()).getRGB(90, 90), true).getAlpha()).isZero();
    assertThat(isRed(read(picture.kept()), 0.2, 0.2)).isTrue();
  }

  @Test
  void tooManyPixelsShouldBeRefusedBeforeAnyIsDecoded() throws IOException {
    refused("too_many_pixels", SampleFiles.picture("jpg", 2_000, 1_001));
    refused("too_many_pixels", png(40_000, 40_000, new byte[0]));
    refused("too_many_pixels", png(Integer.MAX_VALUE, Integer.MAX_VALUE, new byte[0]));
  }

  @Test
  void textsThatGrowWhenReadShouldNotBeRead() throws IOException {
    // Half a gigabyte once it is inflated, in a picture whose palette has the decoder look for it.
    byte[] bomb = compressed(512 << 20);
    byte[] head = "bomb\0\0".getBytes(StandardCharsets.ISO_8859_1);
    byte[] text = Arrays.copyOf(head, head.length + bomb.length);
    System.arraycopy(bomb, 0, text, head.length, bomb.length);
    byte[] file = png(16, 16, chunk("PLTE", new byte[] {1, 2, 3}), chunk("zTXt", text));

    var picture = picture(file);

    assertThat(picture.width()).isEqualTo(16);
  }

  @Test
  void whatCannotBeDecodedShouldBeRefused() throws IOException {
    byte[] jpeg = SampleFiles.picture("jpg", 100, 100);
    byte[] png = SampleFiles.picture("png", 100, 100);
    byte[] webp = sample("lossy.webp");
    for (byte[] file : new byte[][] {jpeg, png, webp, sample("transparent.webp")}) {
      refused("file_unreadable", Arrays.copyOf(file, 20));
      byte[] broken = Arrays.copyOf(file, file.length);
      Arrays.fill(broken, 16, Math.min(broken.length, 60), (byte) 0x5a);
      assertThatThrownBy(() -> picture(broken)).isInstanceOf(Failure.class);
    }
  }

  @Test
  void aPictureOfVeryManyScansShouldBeRefused() {
    byte[] jpeg = SampleFiles.picture("jpg", 100, 100);
    byte[] many = Arrays.copyOf(jpeg, jpeg.length + 2_000);
    for (int i = 0; i < 1_000; i++) {
      many[jpeg.length + 2 * i] = (byte) 0xff;
      many[jpeg.length + 2 * i + 1] = (byte) 0xda;
    }

    refused("file_unreadable", many);
  }

  private static String text(byte[] file) {
    return new String(file, StandardCharsets.ISO_8859_1);
  }

  /** A JPEG with what a camera writes into it. */
  static byte[] withExif(byte[] jpeg, int orientation) {
    var exif = ByteBuffer.allocate(36);
    exif.put((byte) 0xff).put((byte) 0xe1).putShort((short) 34);
    exif.put("Exif\0\0MM".getBytes(StandardCharsets.ISO_8859_1));
    exif.putShort((short) 42).putInt(8).putShort((short) 1);
    exif.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
    exif.putShort((short) 0).putInt(0);
    byte[] file = new byte[jpeg.length + 36];
    System.arraycopy(jpeg, 0, file, 0, 2);
    System.arraycopy(exif.array(), 0, file, 2, 36);
    System.arraycopy(jpeg, 2, file, 38, jpeg.length - 2);
    return file;
  }

  /** A PNG with a palette, of black pixels. */
  private static byte[] png(int width, int height, byte[]... chunks) {
    var head = ByteBuffer.allocate(13).putInt(width).putInt(height);
    head.put((byte) 8).put((byte) 3);
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    out.writeBytes(chunk("IHDR", head.array()));
    for (byte[] chunk : chunks) {
      out.writeBytes(chunk);
    }
    out.writeBytes(chunk("IDAT", compressed(Math.min(17 * 16, 1 << 20))));
    out.writeBytes(chunk("IEND", new byte[0]));
    return out.toByteArray();
  }

  private static byte[] chunk(String type, byte[] data) {
    var crc = new CRC32();
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    crc.update(name);
    crc.update(data);
    return ByteBuffer.allocate(data.length + 12)
        .putInt(data.length)
        .put(name)
        .put(data)
        .putInt((int) crc.getValue())
        .array();
  }

  /** So many zeros, deflated. */
  private static byte[] compressed(int zeros) {
    var deflater = new Deflater(9);
    try {
      var out = new ByteArrayOutputStream();
      byte[] piece = new byte[1 << 16];
      byte[] deflated = new byte[1 << 16];
      int left = zeros;
      while (!deflater.finished()) {
        if (deflater.needsInput() && left > 0) {
          int next = Math.min(left, piece.length);
          deflater.setInput(piece, 0, next);
          left -= next;
        } else if (left == 0) {
          deflater.finish();
        }
        out.write(deflated, 0, deflater.deflate(deflated));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }
}
