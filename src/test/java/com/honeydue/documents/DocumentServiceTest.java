package com.honeydue.documents;

import static com.honeydue.documents.Cabinet.creating;
import static com.honeydue.documents.Cabinet.on;
import static com.honeydue.documents.Cabinet.titled;
import static com.honeydue.documents.Cabinet.updating;
import static com.honeydue.testing.ServiceFixture.ifMatch;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Reply;
import com.honeydue.testing.ServiceFixture;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Writing documents: who may, what fits, and what becomes of their files. */
class DocumentServiceTest {

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

  private static boolean isHeldBy(long upload, long document) {
    return cabinet.number(
            "select count(*) from upload_upload where id = ? and claimed_by = 'document' and"
                + " claimed_id = ? and residence_id is not null",
            upload,
            document)
        == 1;
  }

  private static long jobs(String cause) {
    return cabinet.number(
        "select count(*) from jobs_outbox where type = 'uploads.remove_files' and payload ->>"
            + " 'cause' = ?",
        cause);
  }

  /** How each of the calls, all made at once, ended: {@code done}, or the code of its failure. */
  private static List<String> ends(Stream<Call<Arguments>> calls) {
    var asked = calls.map(call -> cabinet.fixture.start(cabinet.service, call)).toList();
    return asked.stream().map(DocumentServiceTest::end).toList();
  }

  private static String end(Future<Reply> asked) {
    try {
      ServiceFixture.await(asked);
      return "done";
    } catch (Failure refused) {
      return refused.code();
    }
  }

  private static void invalid(Call<Arguments> call, String pointer) {
    assertThat(cabinet.failure(call).errors())
        .singleElement()
        .satisfies(error -> assertThat(error.pointer()).isEqualTo(pointer));
  }

  @Test
  void aDocumentShouldBeReadAsItWasWritten() {
    long owner = cabinet.fixture.person();
    long home = cabinet.residence(owner);
    long file = cabinet.pdf(owner);
    long picture = cabinet.picture(owner);
    var body =
        titled(home, "Dishwasher")
            .put("type", "warranty")
            .put("category", "appliances")
            .put("upload_id", file)
            .put("image_ids", JsonArray.of(picture))
            .put("item", "Dishwasher")
            .put("serial_number", "FD 0105")
            .put("purchase_date", "2026-03-14")
            .put(
                "purchase_price",
                new JsonObject().put("amount_minor", 64900).put("currency", "EUR"))
            .put("starts_on", "2026-03-14")
            .put("ends_on", "2028-03-13");

    var made = cabinet.create(owner, body);

    assertThat(cabinet.document(on(owner, "getDocument", made.id()))).isEqualTo(made);
    assertThat(made.title()).isEqualTo("Dishwasher");
    assertThat(made.imageIds()).containsExactly(picture);
    assertThat(made.endsOn()).hasToString("2028-03-13");
    assertThat(made.active()).isTrue();
    assertThat(made.version()).isEqualTo(1);
    assertThat(isHeldBy(file, made.id()) && isHeldBy(picture, made.id())).isTrue();
    assertThat(
            cabinet.number(
                "select count(*) from residence_residenceevent where action = 'document_added' and"
                    + " document_id = ? and document_title = 'Dishwasher'",
                made.id()))
        .isOne();
  }

  @Test
  void membersShouldReadAndManagersWrite() {
    long owner = cabinet.fixture.person();
    long home = cabinet.residence(owner);
    long manager = cabinet.person(home, "manager");
    long member = cabinet.person(home, "member");
    long stranger = cabinet.fixture.person();
    var made = cabinet.create(manager, titled(home, "Lease"));
    var change = new JsonObject().put("title", "Old lease");

    assertThat(cabinet.document(on(member, "getDocument", made.id()))).isEqualTo(made);
    for (var call :
        List.of(
            creating(member, titled(home, "Mine")),
            updating(member, made.id(), change),
            on(member, "deactivateDocument", made.id()),
            Cabinet.adding(member, made.id(), cabinet.picture(member)),
            Cabinet.removing(member, made.id(), 1),
            on(member, "deleteDocument", made.id()))) {
      assertThat(cabinet.failure(call).code()).as(call.operation()).isEqualTo("role_too_low");
    }
    for (var call :
        List.of(
            creating(stranger, titled(home, "Mine")),
            on(stranger, "getDocument", made.id()),
            on(stranger, "downloadDocument", made.id()),
            updating(stranger, made.id(), change),
            on(stranger, "activateDocument", made.id()),
            Cabinet.adding(stranger, made.id(), 1),
            Cabinet.removing(stranger, made.id(), 1),
            on(stranger, "deleteDocument", made.id()))) {
      assertThat(cabinet.failure(call).kind())
          .as(call.operation())
          .isEqualTo(Failure.Kind.NOT_FOUND);
    }
  }

  @Test
  void whatIsNamedShouldChangeAndTheRestStay() {
    long owner = cabinet.fixture.person();
    long home = cabinet.residence(owner);
    long first = cabinet.pdf(owner);
    long second = cabinet.pdf(owner);
    var made =
        cabinet.create(
            owner, titled(home, "Policy").put("vendor", "Mutual").put("upload_id", first));

    var changed =
        cabinet.document(
            ifMatch(
                updating(
                    owner,
                    made.id(),
                    new JsonObject().put("upload_id", second).put("type", "insurance")),
                "1"));

    assertThat(changed.vendor()).isEqualTo("Mutual");
    assertThat(changed.type()).isEqualTo("insurance");
    assertThat(changed.version()).isEqualTo(2);
    assertThat(isHeldBy(second, made.id())).isTrue();
    assertThat(isHeldBy(first, made.id())).as("it is free again").isFalse();
    assertThat(
            cabinet
                .failure(
                    ifMatch(updating(owner, made.id(), new JsonObject().put("title", "x")), "1"))
                .kind())
        .isEqualTo(Failure.Kind.STALE);
  }

  @Test
  void whatMakesNoSenseShouldBeRefusedWithTheField() {
    long owner = cabinet.fixture.person();
    long home = cabinet.residence(owner);
    long others = cabinet.pdf(cabinet.fixture.person());
    long mine = cabinet.pdf(owner);
    var held = cabinet.create(owner, titled(home, "Holds").put("upload_id", cabinet.pdf(owner)));

    invalid(creating(owner, titled(home, "x").put("category", "nonsense")), "/category");
    invalid(
        creating(
            owner, titled(home, "x").put("starts_on", "2026-05-02").put("ends_on", "2026-05-01")),
        "/ends_on");
    invalid(creating(owner, titled(home, "x").put("ends_on", "2026-02-30")), "/ends_on");
    invalid(creating(owner, titled(home, "x").put("upload_id", others)), "/upload_id");
    invalid(creating(owner, titled(home, "x").put("upload_id", held.uploadId())), "/upload_id");
    invalid(creating(owner, titled(home, "x").put("image_ids", JsonArray.of(mine))), "/image_ids");
    invalid(
        updating(owner, held.id(), new JsonObject().put("image_ids", JsonArray.of(others))),
        "/image_ids");
    invalid(Cabinet.adding(owner, held.id(), mine), "/upload_id");
    assertThat(cabinet.titles(owner)).containsExactly("Holds");
  }

  @Test
  void picturesShouldComeAndGo() {
    long owner = cabinet.fixture.person();
    var made = cabinet.create(owner, titled(cabinet.residence(owner), "Boiler"));
    long picture = cabinet.picture(owner);

    var added = cabinet.document(Cabinet.adding(owner, made.id(), picture));
    assertThat(added.imageIds()).containsExactly(picture);
    assertThat(cabinet.document(Cabinet.adding(owner, made.id(), picture))).isEqualTo(added);
    assertThat(isHeldBy(picture, made.id())).isTrue();
    long before = jobs("image_removed");

    var removed = cabinet.document(Cabinet.removing(owner, made.id(), picture));

    assertThat(removed.imageIds()).isEmpty();
    assertThat(removed.version()).isEqualTo(3);
    assertThat(cabinet.number("select count(*) from upload_upload where id = ?", picture)).isZero();
    assertThat(jobs("image_removed")).isEqualTo(before + 1);
    assertThat(cabinet.failure(Cabinet.removing(owner, made.id(), picture)).kind())
        .isEqualTo(Failure.Kind.NOT_FOUND);
  }

  @Test
  void aDocumentShouldHoldTwentyPictures() {
    long owner = cabinet.fixture.person();
    var pictures =
        new JsonArray(IntStream.range(0, 20).mapToObj(n -> cabinet.picture(owner)).toList());
    var made =
        cabinet.create(owner, titled(cabinet.residence(owner), "Album").put("image_ids", pictures));

    assertThat(cabinet.failure(Cabinet.adding(owner, made.id(), cabinet.picture(owner))).code())
        .isEqualTo("too_many_images");
  }

  @Test
  void twentyShouldBeAllHoweverManyAddAtOnce() {
    long owner = cabinet.fixture.person();
    var pictures =
        new JsonArray(IntStream.range(0, 17).mapToObj(n -> cabinet.picture(owner)).toList());
    var made =
        cabinet.create(owner, titled(cabinet.residence(owner), "Album").put("image_ids", pictures));

    var ends =
        ends(
            IntStream.range(0, 8)
                .mapToObj(n -> Cabinet.adding(owner, made.id(), cabinet.picture(owner))));

    assertThat(ends).filteredOn("done"::equals).hasSize(3);
    assertThat(ends).filteredOn("too_many_images"::equals).hasSize(5);
    assertThat(cabinet.document(on(owner, "getDocument", made.id())).imageIds()).hasSize(20);
  }

  @Test
  void changesAtOnceShouldBeJudgedByWhatTheOneBeforeHasLeft() {
    long owner = cabinet.fixture.person();
    var made = cabinet.create(owner, titled(cabinet.residence(owner), "Cover"));

    var ends =
        ends(
            Stream.of(
                    new JsonObject().put("starts_on", "2026-06-02"),
                    new JsonObject().put("ends_on", "2026-06-01"))
                .map(change -> updating(owner, made.id(), change)));

    assertThat(ends).containsExactlyInAnyOrder("done", "invalid_request");
  }

  @Test
  void activatingShouldChangeWhatIsNotSoAlready() {
    long owner = cabinet.fixture.person();
    var made = cabinet.create(owner, titled(cabinet.residence(owner), "Permit"));

    assertThat(cabinet.document(on(owner, "activateDocument", made.id()))).isEqualTo(made);
    var kept = cabinet.document(on(owner, "deactivateDocument", made.id()));
    assertThat(kept.active()).isFalse();
    assertThat(kept.version()).isEqualTo(2);
    assertThat(cabinet.document(on(owner, "deactivateDocument", made.id()))).isEqualTo(kept);
    assertThat(
            cabinet.number(
                "select count(*) from residence_residenceevent where document_id = ? and action ="
                    + " 'document_deactivated'",
                made.id()))
        .isOne();
  }

  @Test
  void deletingShouldTakeTheFilesAlong() {
    long owner = cabinet.fixture.person();
    long home = cabinet.residence(owner);
    long file = cabinet.pdf(owner);
    long picture = cabinet.picture(owner);
    cabinet.execute(
        "insert into subscription_usage (user_id, resource, used) values (%d, 'storage_kib', 5)"
            .formatted(owner));
    var made =
        cabinet.create(
            owner,
            titled(home, "Gone").put("upload_id", file).put("image_ids", JsonArray.of(picture)));

    cabinet.fixture.reply(cabinet.service, on(owner, "deleteDocument", made.id()));

    assertThat(
            cabinet.number("select count(*) from upload_upload where id in (?, ?)", file, picture))
        .isZero();
    assertThat(
            cabinet.number(
                "select used from subscription_usage where resource = 'storage_kib' and user_id ="
                    + " ?",
                owner))
        .isEqualTo(3);
    assertThat(
            cabinet.number(
                "select jsonb_array_length(payload -> 'keys') from jobs_outbox where type ="
                    + " 'uploads.remove_files' and (payload ->> 'residence_id')::bigint = ? and"
                    + " payload ->> 'cause' = 'document_deleted'",
                home))
        .isEqualTo(2);
    assertThat(cabinet.failure(on(owner, "getDocument", made.id())).kind())
        .isEqualTo(Failure.Kind.NOT_FOUND);
  }

  @Test
  void theOwnersTierShouldHoldHoweverManyAddAtOnce() {
    long owner = cabinet.fixture.person();
    long home = cabinet.residence(owner);
    long manager = cabinet.person(home, "manager");
    cabinet.execute(
        "insert into document_document (residence_id, title) select %d, 'n' || n from generate_series(1, 22) n"
            .formatted(home));

    var ends =
        ends(
            IntStream.range(0, 12)
                .mapToObj(n -> creating(n % 2 == 0 ? owner : manager, titled(home, "x"))));

    assertThat(ends).filteredOn("done"::equals).hasSize(3);
    assertThat(ends).filteredOn("tier_limit_reached"::equals).hasSize(9);
    cabinet.fixture.makePro(owner);
    assertThat(cabinet.create(manager, titled(home, "one more")).title()).isEqualTo("one more");
  }
}
