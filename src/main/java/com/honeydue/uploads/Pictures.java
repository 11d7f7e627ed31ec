package com.honeydue.uploads;

import com.honeydue.bus.Failure;
import com.honeydue.config.UploadSettings;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/**
 * Makes of a picture as it came the picture that is kept, and its thumbnail: upright, not larger
 * than is useful, and with nothing in it but pixels. All of it blocks; for {@link PicturePool}.
 */
final class Pictures {

  private static final long MILLION = 1_000_000;

  /** Decoded pictures are at most this much larger than those that are kept. */
  private static final double DECODED = 1.5;

  private final UploadSettings settings;

  Pictures(UploadSettings settings) {
    this.settings = settings;
  }

  /**
   * The picture and its thumbnail, in files beside the one that came.
   *
   * @throws Failure {@code file_unreadable} or {@code too_many_pixels}
   */
  Picture of(Spool.Spooled file) throws IOException {
    var container = Container.of(file.type(), Files.readAllBytes(file.path()));
    BufferedImage upright = Turning.upright(decode(file.type(), container), container, edge());
    boolean lossless = file.type() == FileType.PNG || upright.getColorModel().hasAlpha();
    var kept = Encoding.write(upright, lossless ? FileType.PNG : FileType.JPEG, file.beside("-k"));
    var small = Turning.within(upright, settings.thumbnailEdge());
    var thumbnail = Encoding.write(Turning.opaque(small), FileType.JPEG, file.beside("-t"));
    return new Picture(kept, upright.getWidth(), upright.getHeight(), thumbnail);
  }

  private int edge() {
    return settings.pictureEdge();
  }

  private BufferedImage decode(FileType type, Container container) throws IOException {
    ImageReader reader = reader(type);
    try {
      reader.setInput(new ByteArrayImageInputStream(container.bytes()), true, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      if ((long) width * height > settings.maxMegapixels() * MILLION) {
        throw Failure.of(
            Failure.Kind.TOO_LARGE,
            "too_many_pixels",
            "A picture may have at most " + settings.maxMegapixels() + " million pixels.");
      }
      var how = reader.getDefaultReadParam();
      int step = (int) Math.max(1, Math.ceil(Math.max(width, height) / (DECODED * edge())));
      how.setSourceSubsampling(step, step, 0, 0);
      var inks = container.inks();
      return inks == null ? reader.read(0, how) : inks.mixed(reader.readRaster(0, how));
    } catch (Failure failure) {
      throw failure;
    } catch (IOException | RuntimeException broken) {
      // Decoders answer what is broken in many ways.
      throw Arriving.unreadable("The picture cannot be decoded.");
    } finally {
      reader.dispose();
    }
  }

  private static ImageReader reader(FileType type) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(type.mediaType());
    if (!readers.hasNext()) {
      throw new IllegalStateException("nothing decodes " + type);
    }
    return readers.next();
  }
}
