package com.honeydue.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.config.Secret;
import com.honeydue.jobs.Job;
import com.honeydue.storage.Content;
import com.honeydue.storage.DayKeys;
import com.honeydue.storage.SignedLinks;
import com.honeydue.storage.Storage;
import com.honeydue.storage.Storages;
import com.honeydue.telemetry.TelemetryStart;
import com.honeydue.testing.ServiceFixture;
import com.honeydue.testing.TestSettings;
import com.honeydue.testing.UploadRows;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes by itself: uploads that nothing holds, and files that no row knows. */
class UploadSweepTest {

  private static final Instant NOW = Instant.parse("2026-05-31T12:00:00Z");

  @TempDir static Path directory;
  private static ServiceFixture fixture;
  private static Storage storage;

  @BeforeAll
  static void open() {
    fixture = ServiceFixture.open(UploadStatements.ALL);
    var settings = TestSettings.of(Map.of("STORAGE_DIRECTORY", directory.toString())).storage();
    var links = new SignedLinks(new Secret("secret"), InstantSource.system());
    storage =
        fixture.on(
            lanes ->
                Storages.open(
                    Vertx.currentContext().owner(), settings, links, TelemetryStart.silent()));
  }

  @AfterAll
  static void close() {
    fixture.on(lanes -> storage.close());
    fixture.close();
  }

  private static void sweep() {
    fixture.on(lanes -> new UploadSweep(lanes, storage, InstantSource.fixed(NOW)).run());
  }

  /** Puts a picture's two files so long ago; answers with their key. */
  private static String stored(Duration ago) throws IOException {
    Instant then = NOW.minus(ago);
    String key = KeptFile.newKey(then);
    for (String file : List.of(key, DayKeys.thumbnailOf(key))) {
      fixture.on(
          lanes -> storage.put(file, new Content.OfBytes(Buffer.buffer("file"), "image/jpeg")));
      Files.setLastModifiedTime(directory.resolve(file), FileTime.from(then));
    }
    return key;
  }

  /** A row of such an upload, which nothing holds since {@code ago}; answers with its id. */
  private static long row(long owner, String key, Duration ago) {
    long id = UploadRows.insert(fixture.database(), owner, "image");
    fixture
        .database()
        .execute(
            "update upload_upload set object_key = '%s', unclaimed_since = '%s' where id = %d"
                .formatted(key, NOW.minus(ago), id));
    return id;
  }

  private static boolean isThere(String key) {
    return Files.exists(directory.resolve(key))
        && Files.exists(directory.resolve(DayKeys.thumbnailOf(key)));
  }

  private static boolean hasRow(long id) {
    return fixture.database().number("select count(*) from upload_upload where id = ?", id) == 1;
  }

  @Test
  void aFileWithoutARowShouldGoAfterADayAndNotBefore() throws IOException {
    String abandoned = stored(Duration.ofHours(25));
    String older = stored(Duration.ofDays(6));
    String arriving = stored(Duration.ofHours(1));
    String known = stored(Duration.ofHours(25));
    long id = row(fixture.person(), known, Duration.ofHours(2));

    sweep();

    assertThat(isThere(abandoned)).isFalse();
    assertThat(isThere(older)).isFalse();
    assertThat(isThere(arriving)).as("its row may still come").isTrue();
    assertThat(isThere(known)).isTrue();
    assertThat(hasRow(id)).isTrue();
  }

  @Test
  void whatNothingHoldsShouldGoAfterADayWithItsFilesAndItsShareOfTheRoom() throws IOException {
    long owner = fixture.person();
    fixture
        .database()
        .execute(
            "insert into subscription_usage (user_id, resource, used) values (%d, 'storage_kib', 7)"
                .formatted(owner));
    String key = stored(Duration.ofHours(25));
    long expired = row(owner, key, Duration.ofHours(25));
    long young = row(owner, stored(Duration.ofHours(23)), Duration.ofHours(23));
    long held = row(owner, stored(Duration.ofHours(25)), Duration.ofHours(25));
    fixture
        .database()
        .execute(
            "update upload_upload set unclaimed_since = null, claimed_by = 'avatar', claimed_id = %d where id = %d"
                .formatted(owner, held));

    sweep();
    sweep();

    assertThat(hasRow(expired)).isFalse();
    assertThat(hasRow(young)).isTrue();
    assertThat(hasRow(held)).isTrue();
    assertThat(
            fixture
                .database()
                .number(
                    "select used from subscription_usage where resource = 'storage_kib' and user_id"
                        + " = ?",
                    owner))
        .as("given back once")
        .isEqualTo(6);
    assertThat(
            fixture
                .database()
                .number(
                    "select count(*) from jobs_outbox where type = 'uploads.remove_files' and"
                        + " jsonb_exists(payload -> 'keys', ?)",
                    key))
        .isOne();
  }

  @Test
  void removingShouldBeProvedOnceHoweverOftenItIsDone() throws IOException {
    long owner = fixture.person();
    long home =
        fixture
            .database()
            .number(
                "insert into residence_residence (owner_id, name, time_zone) values (?, 'Home',"
                    + " 'UTC') returning id",
                owner);
    String key = stored(Duration.ofHours(1));
    long id = row(owner, key, Duration.ZERO);
    var job = UUID.randomUUID();
    fixture
        .database()
        .execute(
            "select upload_remove(array[%d], '%s', null, 'document_deleted', %d, %d)"
                .formatted(id, job, owner, home));
    assertThat(hasRow(id)).isFalse();

    for (int run = 0; run < 2; run++) {
      remove(job, key);
      assertThat(isThere(key)).isFalse();
    }

    assertThat(
            fixture
                .database()
                .number(
                    "select count(*) from admin_auditentry where act = 'filesRemoved' and user_id ="
                        + " ? and residence_id = ? and details ->> 'cause' = 'document_deleted' and"
                        + " details -> 'files' = '1'",
                    owner,
                    home))
        .isOne();
    assertThat(
            fixture
                .database()
                .number(
                    "select count(*) from residence_residenceevent where action = 'files_removed'"
                        + " and files = 1 and residence_id = ?",
                    home))
        .isOne();
    assertThat(fixture.database().number("select count(*) from jobs_outbox where id = ?", job))
        .isZero();
  }

  private static void remove(UUID id, String key) {
    var job =
        new Job(
            id.toString(),
            UploadJobs.REMOVE_FILES.name(),
            new JsonObject().put("keys", JsonArray.of(key)),
            1,
            NOW,
            null);
    fixture.on(
        lanes ->
            UploadJobs.work(lanes, storage, InstantSource.system())
                .getFirst()
                .handler()
                .run(job)
                .mapEmpty());
  }
}
