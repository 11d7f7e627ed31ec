package com.honeydue.uploads;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The one thing that is wanted of EXIF: how the camera was held. All else is thrown away. */
final class Exif {

  private static final int LITTLE_ENDIAN = 0x4949;
  private static final int BIG_ENDIAN = 0x4d4d;
  private static final int ORIENTATION = 0x0112;
  private static final int SHORT = 3;

  private Exif() {}

  /**
   * The orientation, 1 to 8.
   *
   * @param tiff the TIFF structure that EXIF is
   * @param otherwise where it says none, or nothing that can be read
   */
  static int orientation(byte[] tiff, int otherwise) {
    try {
      var data = ByteBuffer.wrap(tiff);
      int order = data.getShort();
      if (order == LITTLE_ENDIAN) {
        data.order(ByteOrder.LITTLE_ENDIAN);
      } else if (order != BIG_ENDIAN) {
        return otherwise;
      }
      data.position(data.getInt(4));
      int entries = data.getShort() & 0xffff;
      for (int i = 0; i < entries; i++) {
        int tag = data.getShort() & 0xffff;
        int type = data.getShort();
        int count = data.getInt();
        int value = data.getShort() & 0xffff;
        data.getShort();
        if (tag == ORIENTATION) {
          return type == SHORT && count == 1 && value >= 1 && value <= 8 ? value : otherwise;
        }
      }
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException no) {
      return otherwise;
    }
    return otherwise;
  }
}
