package com.honeydue;

import static com.honeydue.FileClient.code;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.Api;
import com.honeydue.testing.Directories;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.SampleFiles;
import com.honeydue.testing.TestServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** From deleting something to the end of its files, and the proof of that. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilesGoneTest {

  private static final byte[] PICTURE = SampleFiles.picture("jpg", 64, 48);

  private final Path stored = Directories.temporary("stored");
  private final TestServer server =
      TestServer.start(
          Map.of("ROLE", "all", "JOBS_POLL", "5ms", "STORAGE_DIRECTORY", stored.toString()));
  private FileClient anna = FileClient.signedUp(server);
  private Api api = server.api();
  private long home;

  @BeforeEach
  void settle() {
    anna = FileClient.signedUp(server);
    api = server.api().as(anna.token());
    home =
        api.post("/api/residences/", new JsonObject().put("name", "Home").put("time_zone", "UTC"))
            .expect(201)
            .json()
            .getLong("id");
  }

  @AfterAll
  void close() {
    server.close();
  }

  /** How many are stored. They may go while they are counted. */
  private long files() {
    var files = new AtomicLong();
    try {
      Files.walkFileTree(
          stored,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              files.incrementAndGet();
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files.get();
  }

  private void expectGone(String cause, int files) {
    Eventually.until("the files are gone", () -> files() == 0);
    Eventually.until(
        "the proof is there",
        () ->
            server
                    .database()
                    .number(
                        "select count(*) from admin_auditentry where act = 'filesRemoved' and"
                            + " details ->> 'cause' = ? and details ->> 'files' = ?",
                        cause,
                        Integer.toString(files))
                == 1);
  }

  private long document() {
    return api.post(
            "/api/documents/",
            new JsonObject()
                .put("residence_id", home)
                .put("title", "Lease")
                .put("upload_id", anna.brought("document", SampleFiles.pdf(5_000)))
                .put("image_ids", new JsonArray().add(anna.brought("image", PICTURE))))
        .expect(201)
        .json()
        .getLong("id");
  }

  private JsonObject completion() {
    var task =
        new JsonObject()
            .put("residence_id", home)
            .put("title", "Roof")
            .put("due_date", "2026-05-01");
    long id = api.post("/api/tasks/", task).expect(201).json().getLong("id");
    return api.post(
            "/api/task-completions/",
            new JsonObject()
                .put("task_id", id)
                .put("occurrence", "2026-05-01")
                .put("photo_ids", new JsonArray().add(anna.brought("completion", PICTURE))))
        .expect(201)
        .json()
        .getJsonObject("completion");
  }

  @Test
  void aDocumentShouldGoWithItsFilesAndTheHomeBeTold() {
    long id = document();
    var download = anna.send("GET", "/api/documents/" + id + "/download/");
    assertThat(download.statusCode()).isEqualTo(200);
    assertThat(download.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"document-" + id + ".pdf\"");
    assertThat(download.headers().firstValue("Content-Security-Policy"))
        .hasValue("default-src 'none'; sandbox");
    assertThat(files()).isEqualTo(3);

    api.delete("/api/documents/" + id + "/").expect(204);

    assertThat(code(anna.send("GET", "/api/documents/" + id + "/download/")))
        .isEqualTo("404 not_found");
    expectGone("document_deleted", 2);
    var last =
        api.get("/api/residences/" + home + "/activity/")
            .expect(200)
            .json()
            .getJsonArray("items")
            .getJsonObject(0);
    assertThat(last.getString("action")).isEqualTo("files_removed");
    assertThat(last.getInteger("files")).isEqualTo(2);
  }

  @Test
  void aCompletionShouldGoWithItsPhotos() {
    long id = completion().getLong("id");

    api.delete("/api/task-completions/" + id + "/").expect(204);

    expectGone("completion_deleted", 1);
  }

  @Test
  void aTaskShouldGoWithThePhotosOfItsCompletions() {
    long task = completion().getLong("task_id");

    api.delete("/api/tasks/" + task + "/").expect(204);

    expectGone("task_deleted", 1);
  }

  @Test
  void whatIsUndoneShouldLeaveItsPhotosToWhoBroughtThem() {
    var completion = completion();
    long photo = completion.getJsonArray("photo_ids").getLong(0);

    api.post("/api/tasks/" + completion.getLong("task_id") + "/undo/").expect(200);

    assertThat(anna.send("GET", "/api/media/" + photo + "/").statusCode()).isEqualTo(200);
    anna.send("DELETE", "/api/uploads/" + photo + "/");
    Eventually.until("the files are gone", () -> files() == 0);
  }

  @Test
  void aHomeShouldGoWithAllThatItHolds() {
    document();
    completion();

    api.delete("/api/residences/" + home + "/").expect(204);

    expectGone("residence_deleted", 3);
  }

  @Test
  void anAccountShouldGoWithItsFilesAndThoseOfItsHomes() {
    document();
    anna.brought("image", PICTURE);
    long face = anna.brought("avatar", PICTURE);
    api.patch("/api/auth/profile/", new JsonObject().put("avatar_upload_id", face)).expect(200);

    api.delete("/api/auth/account/").expect(200);

    expectGone("account_deleted", 4);
    assertThat(server.database().number("select count(*) from upload_upload")).isZero();
  }
}
