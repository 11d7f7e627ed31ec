package com.honeydue.residences.report;

import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.openpdf.text.Font;
import org.openpdf.text.pdf.BaseFont;

/**
 * Liberation Sans, embedded: its Latin, Greek and Cyrillic letters look the same everywhere.
 * Immutable.
 */
final class Typeface {

  static final Color INK = new Color(0x22, 0x2B, 0x36);
  static final Color FAINT = new Color(0x6B, 0x75, 0x80);
  static final Color ACCENT = new Color(0xC2, 0x7A, 0x0E);
  static final Color LINE = new Color(0xD9, 0xDE, 0xE3);
  static final Color SHADE = new Color(0xF5, 0xF6, 0xF8);

  private static final BaseFont REGULAR = load("LiberationSans-Regular.ttf");
  private static final BaseFont BOLD = load("LiberationSans-Bold.ttf");

  private Typeface() {}

  static Font regular(float size, Color color) {
    return new Font(REGULAR, size, Font.NORMAL, color);
  }

  static Font bold(float size, Color color) {
    return new Font(BOLD, size, Font.NORMAL, color);
  }

  private static BaseFont load(String name) {
    String path = "/liberation/" + name;
    try (var file = Typeface.class.getResourceAsStream(path)) {
      if (file == null) {
        throw new IllegalStateException("the class path has no " + path);
      }
      return BaseFont.createFont(
          name, BaseFont.IDENTITY_H, BaseFont.EMBEDDED, true, file.readAllBytes(), null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
