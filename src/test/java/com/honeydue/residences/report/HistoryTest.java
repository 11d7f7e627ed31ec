package com.honeydue.residences.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Failure;
import com.honeydue.bus.Money;
import com.honeydue.telemetry.TelemetryStart;
import com.honeydue.testing.PdfImages;
import com.honeydue.testing.SampleFiles;
import com.honeydue.testing.ServiceFixture;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

/** Documents are read back as a reader would. */
class HistoryTest {

  private static final HomeHistory.Home HOME =
      new HomeHistory.Home(
          "Haus am Südhang",
          List.of("Lindenstraße 12", "8001 Zürich", "CH"),
          List.of("House", "built 1987", "4 bedrooms"),
          "CH");

  private static HomeHistory history(int years, int each) {
    var done = new ArrayList<HomeHistory.Done>();
    for (int year = 2026; year > 2026 - years; year--) {
      for (int i = 0; i < each; i++) {
        done.add(
            new HomeHistory.Done(
                LocalDate.of(year, 12, 28).minusDays(9L * i),
                i % 3 == 0 ? "Dachrinne reinigen" : "Replace the furnace filter",
                i % 3 == 0 ? "Roof and gutters" : "Heating and cooling",
                i % 4 == 0 ? null : "Zoë Müller",
                i % 2 == 0 ? new Money(12_550L + i * 1_000L, "CHF") : null,
                i % 5 == 0 ? null : 1 + i % 5,
                i % 6 == 0 ? "Left side was blocked; the fitter will come again in spring." : null,
                i % 6 == 0 ? List.of("one", "two", "gone") : List.of()));
      }
    }
    var tasks =
        List.of(
            new HomeHistory.Chore(
                "Clean the gutters",
                "Roof and gutters",
                "Half-yearly",
                LocalDate.of(2027, 5, 1),
                "open",
                6),
            new HomeHistory.Chore(
                "Проверить котёл", "Heating and cooling", "Yearly", null, "cancelled", 0));
    return new HomeHistory(HOME, LocalDate.of(2026, 12, 30), tasks, done);
  }

  private static String text(byte[] pdf) {
    var text = new StringBuilder();
    try (var reader = new PdfReader(pdf)) {
      var extractor = new PdfTextExtractor(reader);
      for (int page = 1; page <= reader.getNumberOfPages(); page++) {
        text.append(extractor.getTextFromPage(page)).append('\n');
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return text.toString();
  }

  @Test
  void pdfShouldTellEverything() throws IOException {
    byte[] pdf = HistoryPdf.of(history(3, 14));

    Files.write(Path.of("target", "home-history.pdf"), pdf);
    assertThat(text(pdf))
        .contains("HOME HISTORY", "Haus am Südhang", "Lindenstraße 12", "built 1987")
        .contains("Clean the gutters", "1 May 2027", "Проверить котёл", "cancelled")
        .contains("28 Dec 2026", "Zoë Müller", "CHF 125.50", "5 / 5")
        .contains("Left side was blocked")
        .contains("All years", "CHF 3,895.50")
        .contains("made with honeyDue on 30 Dec 2026", "Page 2");
  }

  @Test
  void pdfShouldShowPhotos() throws IOException {
    var pictures =
        Map.of(
            "one", Buffer.buffer(SampleFiles.picture("jpg", 320, 240)),
            "two", Buffer.buffer(SampleFiles.picture("jpg", 120, 320)),
            "gone", Buffer.buffer());
    byte[] pdf = HistoryPdf.of(history(1, 14).showing(pictures));

    Files.write(Path.of("target", "home-history-photos.pdf"), pdf);
    assertThat(PdfImages.longerSides(pdf))
        .as("three completions with two photos each")
        .hasSize(6)
        .containsOnly(320);
    assertThat(PdfImages.longerSides(HistoryPdf.of(history(1, 14)))).isEmpty();
    assertThat(history(1, 14).photos(4)).containsExactly("one", "two", "gone", "one");
  }

  @Test
  void sumsShouldKeepCurrenciesApart() {
    var done = List.of(cost(1_000, "USD"), cost(2_550, "USD"), cost(9_900, "JPY"), cost(5, "KWD"));

    assertThat(Amounts.text(HomeHistory.total(done))).isEqualTo("USD 35.50, JPY 9,900, KWD 0.005");
    assertThat(Amounts.text(List.of())).isEqualTo("–");
  }

  private static HomeHistory.Done cost(long minor, String currency) {
    return new HomeHistory.Done(
        LocalDate.of(2026, 1, 1),
        "Task",
        "General",
        null,
        new Money(minor, currency),
        null,
        null,
        List.of());
  }

  @Test
  void aHomeWithoutAHistoryShouldHaveADocument() {
    var empty = new HomeHistory(HOME, LocalDate.of(2026, 12, 30), List.of(), List.of());

    assertThat(text(HistoryPdf.of(empty)))
        .contains("Nothing has been completed yet.", "There are no tasks.");
    assertThat(new String(HistoryCsv.of(empty), StandardCharsets.UTF_8).lines()).hasSize(1);
  }

  @Test
  void csvShouldBeQuotedAndRunNothing() {
    var done =
        new HomeHistory.Done(
            LocalDate.of(2026, 5, 4),
            "=HYPERLINK(\"x\")",
            "General",
            "Zoë, Müller",
            new Money(12_550, "CHF"),
            4,
            "two\nlines",
            List.of());
    var csv =
        new String(
            HistoryCsv.of(
                new HomeHistory(HOME, LocalDate.of(2026, 12, 30), List.of(), List.of(done))),
            StandardCharsets.UTF_8);

    assertThat(csv)
        .isEqualTo(
            "\uFEFFdate,task,category,done_by,cost,currency,rating,notes\r\n"
                + "2026-05-04,\"'=HYPERLINK(\"\"x\"\")\",General,\"Zoë, Müller\",125.50,CHF,4,"
                + "\"two\nlines\"\r\n");
  }

  @Test
  void thePoolShouldRefuseWhatItsQueueDoesNotHold() {
    var vertx = Vertx.vertx();
    try {
      var pool = new ReportPool(vertx, 2, TelemetryStart.silent());
      var history = history(10, 30);
      List<Future<Buffer>> asked = IntStream.range(0, 50).mapToObj(i -> pool.pdf(history)).toList();
      asked.forEach(each -> ServiceFixture.await(each.otherwiseEmpty()));

      var refused = asked.stream().filter(Future::failed).toList();
      assertThat(refused).isNotEmpty();
      assertThat(refused)
          .allMatch(each -> ((Failure) each.cause()).code().equals("report_queue_full"));
      assertThat(asked.stream().filter(Future::succeeded)).isNotEmpty();
      assertThat(ServiceFixture.await(pool.csv(history)).length()).isPositive();
      ServiceFixture.await(pool.close());
    } finally {
      ServiceFixture.await(vertx.close());
    }
  }
}
