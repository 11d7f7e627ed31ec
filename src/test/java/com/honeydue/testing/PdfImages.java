package com.honeydue.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.openpdf.text.pdf.PRStream;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfReader;

/** The images in a document, as a reader finds them. */
public final class PdfImages {

  private PdfImages() {}

  /** The longer side of each, in pixels. */
  public static List<Integer> longerSides(byte[] pdf) {
    List<Integer> sides = new ArrayList<>();
    try (var reader = new PdfReader(pdf)) {
      for (int i = 0; i < reader.getXrefSize(); i++) {
        if (reader.getPdfObject(i) instanceof PRStream stream
            && PdfName.IMAGE.equals(stream.get(PdfName.SUBTYPE))) {
          sides.add(
              Math.max(
                  stream.getAsNumber(PdfName.WIDTH).intValue(),
                  stream.getAsNumber(PdfName.HEIGHT).intValue()));
        }
      }
      return sides;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
