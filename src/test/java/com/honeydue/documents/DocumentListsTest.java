package com.honeydue.documents;

import static com.honeydue.documents.Cabinet.listing;
import static com.honeydue.documents.Cabinet.on;
import static com.honeydue.documents.Cabinet.titled;
import static com.honeydue.documents.Cabinet.titles;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Failure;
import com.honeydue.storage.StoredFile;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Finding documents. */
class DocumentListsTest {

  @SuppressWarnings("NullAway.Init")
  private static Cabinet cabinet;

  @BeforeAll
  static void open() {
    cabinet = new Cabinet();
  }

  @AfterAll
  static void close() {
    cabinet.close();
  }

  private static JsonObject warranty(long home, String title, @Nullable String endsOn) {
    return titled(home, title).put("type", "warranty").put("ends_on", endsOn);
  }

  @Test
  void filtersShouldBePutTogether() {
    long owner = cabinet.fixture.person();
    long home = cabinet.residence(owner);
    long other = cabinet.residence(owner);
    cabinet.create(owner, titled(home, "Lease").put("type", "contract"));
    cabinet.create(
        owner, titled(home, "Boiler manual").put("type", "manual").put("category", "hvac"));
    var old = cabinet.create(owner, titled(other, "Fridge manual").put("type", "manual"));
    cabinet.document(on(owner, "deactivateDocument", old.id()));

    assertThat(cabinet.titles(owner)).containsExactly("Fridge manual", "Boiler manual", "Lease");
    assertThat(cabinet.titles(owner, "type", "manual", "residence_id", home))
        .containsExactly("Boiler manual");
    assertThat(cabinet.titles(owner, "category", "hvac")).containsExactly("Boiler manual");
    assertThat(cabinet.titles(owner, "active", false)).containsExactly("Fridge manual");
    assertThat(cabinet.titles(cabinet.fixture.person())).isEmpty();
    assertThat(
            cabinet
                .failure(listing(cabinet.fixture.person(), "listDocuments", "residence_id", home))
                .kind())
        .isEqualTo(Failure.Kind.NOT_FOUND);
    assertThat(cabinet.titles(cabinet.person(cabinet.residence(owner), "member"))).isEmpty();
  }

  @Test
  void wordsShouldBeFoundDespiteAccentsAndSlips() {
    long owner = cabinet.fixture.person();
    long home = cabinet.residence(owner);
    cabinet.create(owner, titled(home, "Garantía del lavavajillas").put("vendor", "Müller"));
    cabinet.create(owner, titled(home, "Dishwasher").put("serial_number", "FD-0105-77"));

    assertThat(cabinet.titles(owner, "q", "GARANTIA")).containsExactly("Garantía del lavavajillas");
    assertThat(cabinet.titles(owner, "q", "muller")).containsExactly("Garantía del lavavajillas");
    assertThat(cabinet.titles(owner, "q", "dishwaser")).containsExactly("Dishwasher");
    assertThat(cabinet.titles(owner, "q", "0105-77")).containsExactly("Dishwasher");
    assertThat(cabinet.titles(owner, "q", "chimney")).isEmpty();
  }

  @Test
  void whatEndsSoonShouldBeJudgedByTheDayOfTheHome() {
    long owner = cabinet.fixture.person();
    long home = cabinet.residence(owner);
    long far = cabinet.residence(owner, "Pacific/Auckland");
    for (var end : List.of("2026-05-30", "2026-05-31", "2026-06-07", "2026-06-08")) {
      cabinet.create(owner, warranty(home, "home " + end, end));
      cabinet.create(owner, warranty(far, "far " + end, end));
    }
    cabinet.create(owner, warranty(home, "for ever", null));

    assertThat(cabinet.titles(owner, "expiring_within", 7L))
        .containsExactlyInAnyOrder(
            "home 2026-05-31", "home 2026-06-07", "far 2026-06-07", "far 2026-06-08");
    assertThat(cabinet.titles(owner, "expiring_within", 0L)).containsExactly("home 2026-05-31");
  }

  @Test
  void warrantiesShouldComeInTheOrderOfTheirEndPageByPage() {
    long owner = cabinet.fixture.person();
    long home = cabinet.residence(owner);
    cabinet.create(owner, warranty(home, "for ever", null));
    cabinet.create(owner, warranty(home, "last", "2199-12-31"));
    cabinet.create(owner, warranty(home, "first", "1950-01-01"));
    cabinet.create(owner, warranty(home, "second", "2026-06-01"));
    cabinet.create(owner, warranty(home, "third", "2026-06-01"));
    cabinet.create(owner, warranty(home, "for ever, too", null));
    cabinet.create(owner, titled(home, "Lease").put("ends_on", "2026-06-01"));

    var found = new ArrayList<String>();
    @Nullable String cursor = null;
    do {
      var page =
          cursor == null
              ? cabinet.list(owner, "listWarranties", "limit", 2L)
              : cabinet.list(owner, "listWarranties", "limit", 2L, "cursor", cursor);
      found.addAll(titles(page));
      cursor = page.nextCursor();
    } while (cursor != null);

    assertThat(found)
        .containsExactly("first", "second", "third", "last", "for ever", "for ever, too");
  }

  @Test
  void newestShouldComeFirstPageByPage() {
    long owner = cabinet.fixture.person();
    long home = cabinet.residence(owner);
    for (int n = 1; n <= 5; n++) {
      cabinet.create(owner, titled(home, "n" + n));
    }

    var first = cabinet.list(owner, "listDocuments", "limit", 3L);
    cabinet.create(owner, titled(home, "meanwhile"));
    var second =
        cabinet.list(
            owner, "listDocuments", "limit", 3L, "cursor", requireNonNull(first.nextCursor()));

    assertThat(titles(first)).containsExactly("n5", "n4", "n3");
    assertThat(titles(second)).containsExactly("n2", "n1");
    assertThat(second.nextCursor()).isNull();
  }

  @Test
  void aFileShouldBeHandedOutToBeSaved() {
    long owner = cabinet.fixture.person();
    long home = cabinet.residence(owner);
    var made = cabinet.create(owner, titled(home, "Deed").put("upload_id", cabinet.pdf(owner)));
    var none = cabinet.create(owner, titled(home, "Nothing"));

    var file =
        cabinet.fixture.body(
            cabinet.service, on(owner, "downloadDocument", made.id()), StoredFile.class);

    assertThat(file.delivery().attachment()).isEqualTo("document-" + made.id() + ".pdf");
    assertThat(cabinet.failure(on(owner, "downloadDocument", none.id())).kind())
        .isEqualTo(Failure.Kind.NOT_FOUND);
  }
}
