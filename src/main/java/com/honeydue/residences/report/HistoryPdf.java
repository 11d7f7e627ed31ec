package com.honeydue.residences.report;

import com.honeydue.residences.report.HomeHistory.Done;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openpdf.text.BadElementException;
import org.openpdf.text.Chunk;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Image;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfWriter;

/** The history of a home as a PDF. For one document and one thread, which must be a worker's. */
final class HistoryPdf {

  /** Where paper is 8.5 by 11 inches. */
  private static final Set<String> LETTER_COUNTRIES = Set.of("US", "CA", "MX", "PH", "CL", "CO");

  private static final float MARGIN = 54;

  /** For itself, the head of its table and a first row. */
  private static final float ROOM_BELOW_HEADING = 120;

  /** The longer side of a photo, and what is left free above it. */
  private static final float PHOTO = 56;

  private static final float PHOTO_GAP = 3;

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

  private final HomeHistory history;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Document document;
  private final PdfWriter writer;

  private HistoryPdf(HomeHistory history) {
    this.history = history;
    String country = history.home().country();
    boolean letter = country != null && LETTER_COUNTRIES.contains(country);
    this.document =
        new Document(letter ? PageSize.LETTER : PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN + 12);
    this.writer = PdfWriter.getInstance(document, out);
  }

  static byte[] of(HomeHistory history) {
    return new HistoryPdf(history).write();
  }

  private byte[] write() {
    writer.setPageEvent(new Footer(history.home().name(), DAY.format(history.made())));
    document.addTitle("Home history: " + history.home().name());
    document.addCreator("honeyDue");
    document.open();
    title();
    costs();
    tasks();
    history.years().forEach(this::year);
    document.close();
    return out.toByteArray();
  }

  private void title() {
    document.add(new Paragraph("HOME HISTORY", Typeface.bold(9, Typeface.ACCENT)));
    var name = new Paragraph(history.home().name(), Typeface.bold(24, Typeface.INK));
    name.setSpacingBefore(2);
    name.setSpacingAfter(6);
    document.add(name);
    for (String line : history.home().address()) {
      document.add(new Paragraph(14, line, Typeface.regular(10, Typeface.INK)));
    }
    String facts = String.join("  ·  ", history.home().facts());
    var below = new Paragraph(16, facts, Typeface.regular(9, Typeface.FAINT));
    below.setSpacingBefore(4);
    document.add(below);
  }

  private void costs() {
    heading("Costs per year", null);
    var table = table(new float[] {2, 2, 5}, "Year", "Completed", ">Cost");
    history
        .years()
        .forEach(
            (year, completions) -> {
              cell(table, year.toString(), false);
              cell(table, Integer.toString(completions.size()), false);
              cell(table, Amounts.text(HomeHistory.total(completions)), true);
            });
    if (history.completions().isEmpty()) {
      nothing(table, "Nothing has been completed yet.");
    } else {
      strong(table, "All years", false);
      strong(table, Integer.toString(history.completions().size()), false);
      strong(table, Amounts.text(HomeHistory.total(history.completions())), true);
    }
    document.add(table);
  }

  private void tasks() {
    heading("Maintenance plan", null);
    var table =
        table(
            new float[] {5, 3, 2.6f, 2.4f, 1.4f}, "Task", "Category", "How often", "Next", ">Done");
    for (var task : history.tasks()) {
      cell(table, task.title(), false);
      cell(table, task.category(), false);
      cell(table, task.frequency(), false);
      cell(table, task.state().equals("open") ? day(task.next()) : task.state(), false);
      cell(table, task.times() + "×", true);
    }
    if (history.tasks().isEmpty()) {
      nothing(table, "There are no tasks.");
    }
    document.add(table);
  }

  private void year(int year, List<Done> completions) {
    heading(Integer.toString(year), Amounts.text(HomeHistory.total(completions)));
    var table =
        table(
            new float[] {2.2f, 5.4f, 2.8f, 1.5f, 2.6f},
            "Date",
            "What was done",
            "By",
            "Rating",
            ">Cost");
    for (var done : completions) {
      cell(table, DAY.format(done.day()), false);
      table.addCell(what(done));
      cell(table, done.by() == null ? "–" : done.by(), false);
      cell(table, done.rating() == null ? "–" : done.rating() + " / 5", false);
      cell(table, done.cost() == null ? "–" : Amounts.text(done.cost()), true);
    }
    document.add(table);
  }

  private PdfPCell what(Done done) {
    var text = new Paragraph(12, done.title(), Typeface.regular(9, Typeface.INK));
    var cell = body(text, false);
    // Elements of a cell stand lower than its text by the rest of their first line.
    cell.setPaddingTop(1);
    cell.addElement(text);
    cell.addElement(new Paragraph(10, done.category(), Typeface.regular(7.5f, Typeface.FAINT)));
    if (done.notes() != null) {
      cell.addElement(new Paragraph(10, done.notes(), Typeface.regular(7.5f, Typeface.INK)));
    }
    var photos = photos(done);
    if (!photos.isEmpty()) {
      cell.addElement(photos);
    }
    return cell;
  }

  /** In a row, as many as fit, and the rest below. */
  private Paragraph photos(Done done) {
    var row = new Paragraph();
    for (String key : done.photos()) {
      var picture = history.pictures().get(key);
      var photo = picture == null ? null : photo(picture);
      if (photo != null) {
        photo.scaleToFit(PHOTO, PHOTO);
        row.add(new Chunk(photo, 0, -PHOTO_GAP, true));
        row.add(new Chunk(" "));
      }
    }
    return row;
  }

  /** Null for what is no picture: the rest of the report is worth having. */
  private static @Nullable Image photo(Buffer picture) {
    try {
      return Image.getInstance(picture.getBytes());
    } catch (IOException | BadElementException unreadable) {
      return null;
    }
  }

  private void heading(String text, @Nullable String right) {
    if (writer.getVerticalPosition(true) < document.bottom() + ROOM_BELOW_HEADING) {
      document.newPage();
    }
    var line = new PdfPTable(new float[] {1, 1});
    line.setWidthPercentage(100);
    line.setSpacingBefore(22);
    line.setSpacingAfter(6);
    line.setKeepTogether(true);
    line.addCell(plain(new Phrase(text, Typeface.bold(13, Typeface.INK)), Element.ALIGN_LEFT));
    line.addCell(
        plain(
            new Phrase(right == null ? "" : right, Typeface.bold(10, Typeface.ACCENT)),
            Element.ALIGN_RIGHT));
    document.add(line);
  }

  /** A table whose head is repeated on every page; {@code >} sets a column's text to the right. */
  private static PdfPTable table(float[] widths, String... heads) {
    var table = new PdfPTable(widths);
    table.setWidthPercentage(100);
    table.setHeaderRows(1);
    for (String head : heads) {
      boolean right = head.startsWith(">");
      var cell =
          body(
              new Phrase(right ? head.substring(1) : head, Typeface.bold(8, Typeface.FAINT)),
              right);
      cell.setBackgroundColor(Typeface.SHADE);
      table.addCell(cell);
    }
    return table;
  }

  private static void cell(PdfPTable table, String text, boolean right) {
    table.addCell(body(new Phrase(12, text, Typeface.regular(9, Typeface.INK)), right));
  }

  private static void strong(PdfPTable table, String text, boolean right) {
    table.addCell(body(new Phrase(12, text, Typeface.bold(9, Typeface.INK)), right));
  }

  private static void nothing(PdfPTable table, String text) {
    var cell = body(new Phrase(12, text, Typeface.regular(9, Typeface.FAINT)), false);
    cell.setColspan(table.getNumberOfColumns());
    table.addCell(cell);
  }

  private static PdfPCell body(Phrase text, boolean right) {
    var cell = plain(text, right ? Element.ALIGN_RIGHT : Element.ALIGN_LEFT);
    cell.setBorder(Rectangle.BOTTOM);
    cell.setBorderColor(Typeface.LINE);
    cell.setBorderWidth(0.5f);
    cell.setPadding(5);
    return cell;
  }

  private static PdfPCell plain(Phrase text, int alignment) {
    var cell = new PdfPCell(text);
    cell.setBorder(Rectangle.NO_BORDER);
    cell.setHorizontalAlignment(alignment);
    cell.setVerticalAlignment(Element.ALIGN_TOP);
    cell.setPadding(0);
    return cell;
  }

  private static String day(@Nullable LocalDate day) {
    return day == null ? "–" : DAY.format(day);
  }
}
