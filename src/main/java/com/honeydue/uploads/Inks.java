package com.honeydue.uploads;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;

/**
 * How the four channels of a JPEG made for a press say how much ink there is. The JDK decodes such
 * pictures and leaves the mixing to others. It is done without the printer's profile: colours are
 * near, not exact.
 *
 * @param luminance whether the first three are luminance and chrominance
 * @param inverted whether 255 is no ink
 */
record Inks(boolean luminance, boolean inverted) {

  private static final int CHANNELS = 4;
  private static final int MOST = 255;

  /** What {@code inks} show on white paper; blocks. */
  BufferedImage mixed(Raster inks) {
    int width = inks.getWidth();
    var mixed = new BufferedImage(width, inks.getHeight(), BufferedImage.TYPE_INT_RGB);
    int[] row = new int[width * CHANNELS];
    int[] colours = new int[width];
    for (int y = 0; y < inks.getHeight(); y++) {
      inks.getPixels(inks.getMinX(), inks.getMinY() + y, width, 1, row);
      for (int x = 0; x < width; x++) {
        colours[x] = colour(row, x * CHANNELS);
      }
      mixed.setRGB(0, y, width, 1, colours, 0, width);
    }
    return mixed;
  }

  private int colour(int[] row, int at) {
    double cyan = row[at];
    double magenta = row[at + 1];
    double yellow = row[at + 2];
    if (luminance) {
      double light = row[at];
      double blue = row[at + 1] - 128.0;
      double red = row[at + 2] - 128.0;
      cyan = MOST - within(light + 1.402 * red);
      magenta = MOST - within(light - 0.344136 * blue - 0.714136 * red);
      yellow = MOST - within(light + 1.772 * blue);
    }
    double paper = bare(row[at + 3]) / MOST;
    return part(bare(cyan) * paper) << 16
        | part(bare(magenta) * paper) << 8
        | part(bare(yellow) * paper);
  }

  /** How much of the paper this ink leaves bare. */
  private double bare(double ink) {
    return inverted ? ink : MOST - ink;
  }

  private static double within(double value) {
    return Math.clamp(value, 0, MOST);
  }

  private static int part(double value) {
    return (int) Math.round(value);
  }
}
