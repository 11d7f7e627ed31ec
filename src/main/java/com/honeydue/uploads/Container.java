package com.honeydue.uploads;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A picture's file as the decoder is to see it, and how its camera was held. For one thread. */
final class Container {

  /** Ordinary progressive pictures have about ten; each costs a pass over all pixels. */
  private static final int MOST_SCANS = 100;

  private static final int UPRIGHT = 1;
  private static final int PNG_SIGNATURE = 8;
  private static final int RIFF_HEADER = 12;
  private static final String EXIF = "Exif\0\0";
  private static final String ADOBE = "Adobe";

  /** What a JPEG's Adobe segment says of four channels: luminance and chrominance, and black. */
  private static final int YCCK = 2;

  private static final int NOT_SAID = -1;
  private static final int INKS = 4;

  private final byte[] bytes;
  private final int orientation;
  private final @Nullable Inks inks;

  private Container(byte[] bytes, int orientation, @Nullable Inks inks) {
    this.bytes = bytes;
    this.orientation = orientation;
    this.inks = inks;
  }

  /** The file without what could do harm before the first pixel is decoded; not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  /** 1 to 8, as EXIF numbers them; 1 where it does not say. */
  int orientation() {
    return orientation;
  }

  /** Of a picture made for a press; null of any other. */
  @Nullable Inks inks() {
    return inks;
  }

  static Container of(FileType type, byte[] file) {
    return switch (type) {
      case JPEG -> jpeg(file);
      case PNG -> png(file);
      case WEBP -> new Container(file, webpOrientation(file), null);
      case PDF -> throw new IllegalArgumentException("not a picture");
    };
  }

  /** Walks the segments before the pixels, then counts the scans among them. */
  private static Container jpeg(byte[] file) {
    int orientation = UPRIGHT;
    int channels = 0;
    int adobe = NOT_SAID;
    int at = 2;
    while (at + 4 <= file.length && (file[at] & 0xff) == 0xff) {
      int marker = file[at + 1] & 0xff;
      if (marker == 0xff) {
        at++;
        continue;
      }
      int length = number(file, at + 2, 2);
      if (marker == 0xe1 && startsWith(file, at + 4, EXIF)) {
        orientation =
            Exif.orientation(slice(file, at + 4 + EXIF.length(), at + 2 + length), orientation);
      }
      if (marker == 0xee && startsWith(file, at + 4, ADOBE)) {
        adobe = at + 15 < file.length ? file[at + 15] : NOT_SAID;
      }
      if (isFrame(marker) && at + 9 < file.length) {
        channels = file[at + 9];
      }
      if (marker == 0xda || length < 2) {
        break;
      }
      at += 2 + length;
    }
    int scans = 0;
    for (int i = at; i + 1 < file.length; i++) {
      if (file[i] == (byte) 0xff && file[i + 1] == (byte) 0xda && ++scans > MOST_SCANS) {
        throw Arriving.unreadable("The picture has too many scans.");
      }
    }
    var inks = channels == INKS ? new Inks(adobe == YCCK, adobe != NOT_SAID) : null;
    return new Container(file, orientation, inks);
  }

  /** Whether a JPEG's segment says how many pixels and channels there are. */
  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  /**
   * Leaves only the chunks that make the picture: texts and profiles are compressed, and what a few
   * bytes of them become is up to whoever made the file.
   */
  private static Container png(byte[] file) {
    byte[] kept = Arrays.copyOf(file, file.length);
    int orientation = UPRIGHT;
    int to = PNG_SIGNATURE;
    int at = PNG_SIGNATURE;
    while (at + 12 <= file.length) {
      int length = number(file, at, 4);
      if (length < 0 || length > file.length - at - 12) {
        break;
      }
      String type = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
      if (type.equals("eXIf")) {
        orientation = Exif.orientation(slice(file, at + 8, at + 8 + length), orientation);
      }
      if (Character.isUpperCase(type.charAt(0)) || type.equals("tRNS")) {
        System.arraycopy(file, at, kept, to, length + 12);
        to += length + 12;
      }
      at += length + 12;
    }
    return new Container(Arrays.copyOf(kept, to), orientation, null);
  }

  private static int webpOrientation(byte[] file) {
    int at = RIFF_HEADER;
    while (at + 8 <= file.length) {
      int length = Integer.reverseBytes(number(file, at + 4, 4));
      if (length < 0 || length > file.length - at - 8) {
        return UPRIGHT;
      }
      if (startsWith(file, at, "EXIF")) {
        int from = startsWith(file, at + 8, EXIF) ? at + 8 + EXIF.length() : at + 8;
        return Exif.orientation(slice(file, from, at + 8 + length), UPRIGHT);
      }
      at += 8 + length + (length & 1);
    }
    return UPRIGHT;
  }

  private static int number(byte[] file, int at, int bytes) {
    int number = 0;
    for (int i = at; i < at + bytes; i++) {
      number = number << 8 | (file[i] & 0xff);
    }
    return number;
  }

  private static boolean startsWith(byte[] file, int at, String text) {
    return at + text.length() <= file.length
        && new String(file, at, text.length(), StandardCharsets.ISO_8859_1).equals(text);
  }

  private static byte[] slice(byte[] file, int from, int to) {
    int end = Math.min(to, file.length);
    return from < end ? Arrays.copyOfRange(file, from, end) : new byte[0];
  }
}
