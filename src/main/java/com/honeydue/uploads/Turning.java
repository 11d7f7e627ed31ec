package com.honeydue.uploads;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/** Turns pictures, makes them smaller, and brings their colours to sRGB. Stateless; blocks. */
final class Turning {

  private Turning() {}

  /**
   * {@code image} as it is to be seen, within {@code edge} pixels in width and height.
   *
   * @param container says how the camera was held
   */
  static BufferedImage upright(BufferedImage image, Container container, int edge) {
    int orientation = container.orientation();
    boolean lying = orientation >= 5;
    double scale = scale(image, edge);
    int width = size(image.getWidth(), scale);
    int height = size(image.getHeight(), scale);
    var upright = lying ? blank(image, height, width) : blank(image, width, height);
    var turn = new AffineTransform();
    turn.translate(upright.getWidth() / 2.0, upright.getHeight() / 2.0);
    turn.concatenate(turn(orientation));
    turn.translate(-width / 2.0, -height / 2.0);
    turn.scale((double) width / image.getWidth(), (double) height / image.getHeight());
    draw(image, upright, turn);
    return upright;
  }

  /**
   * {@code image} within {@code edge} pixels, halved until that is near, so that no pixel is lost.
   */
  static BufferedImage within(BufferedImage image, int edge) {
    BufferedImage smaller = image;
    while (Math.max(smaller.getWidth(), smaller.getHeight()) > 2 * edge) {
      smaller = scaled(smaller, 0.5);
    }
    double scale = scale(smaller, edge);
    return scale < 1 ? scaled(smaller, scale) : smaller;
  }

  /** {@code image} on white. */
  static BufferedImage opaque(BufferedImage image) {
    if (!image.getColorModel().hasAlpha()) {
      return image;
    }
    var opaque = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = opaque.createGraphics();
    graphics.drawImage(image, 0, 0, Color.WHITE, null);
    graphics.dispose();
    return opaque;
  }

  private static BufferedImage scaled(BufferedImage image, double scale) {
    int width = size(image.getWidth(), scale);
    int height = size(image.getHeight(), scale);
    var smaller = blank(image, width, height);
    draw(
        image,
        smaller,
        AffineTransform.getScaleInstance(
            (double) width / image.getWidth(), (double) height / image.getHeight()));
    return smaller;
  }

  /** What EXIF says was done to the picture, undone around its middle. */
  private static AffineTransform turn(int orientation) {
    return switch (orientation) {
      case 2 -> new AffineTransform(-1, 0, 0, 1, 0, 0);
      case 3 -> new AffineTransform(-1, 0, 0, -1, 0, 0);
      case 4 -> new AffineTransform(1, 0, 0, -1, 0, 0);
      case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
      case 6 -> new AffineTransform(0, 1, -1, 0, 0, 0);
      case 7 -> new AffineTransform(0, -1, -1, 0, 0, 0);
      case 8 -> new AffineTransform(0, -1, 1, 0, 0, 0);
      default -> new AffineTransform();
    };
  }

  private static double scale(BufferedImage image, int edge) {
    return Math.min(1, (double) edge / Math.max(image.getWidth(), image.getHeight()));
  }

  private static int size(int pixels, double scale) {
    return Math.max(1, (int) Math.round(pixels * scale));
  }

  private static BufferedImage blank(BufferedImage like, int width, int height) {
    return new BufferedImage(
        width,
        height,
        like.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
  }

  private static void draw(BufferedImage from, BufferedImage to, AffineTransform how) {
    Graphics2D graphics = to.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(from, how, null);
    graphics.dispose();
  }
}
