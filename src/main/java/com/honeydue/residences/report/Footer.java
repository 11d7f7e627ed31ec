package com.honeydue.residences.report;

import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.ColumnText;
import org.openpdf.text.pdf.PdfPageEventHelper;
import org.openpdf.text.pdf.PdfWriter;

/** What stands below every page. For one document. */
final class Footer extends PdfPageEventHelper {

  private static final float SIZE = 8;
  private static final float HEIGHT = 34;

  private final String home;
  private final String day;

  Footer(String home, String day) {
    this.home = home;
    this.day = day;
  }

  @Override
  public void onEndPage(PdfWriter writer, Document document) {
    line(writer, Element.ALIGN_LEFT, home + "  ·  made with honeyDue on " + day, document.left());
    line(writer, Element.ALIGN_RIGHT, "Page " + writer.getPageNumber(), document.right());
  }

  private static void line(PdfWriter writer, int alignment, String text, float x) {
    var phrase = new Phrase(text, Typeface.regular(SIZE, Typeface.FAINT));
    ColumnText.showTextAligned(writer.getDirectContent(), alignment, phrase, x, HEIGHT, 0);
  }
}
