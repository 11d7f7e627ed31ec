package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.Api;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.PdfImages;
import com.honeydue.testing.SampleFiles;
import com.honeydue.testing.TestServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Photos from where they are brought into the report that shows them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportPhotosTest {

  private final TestServer server = TestServer.start(Map.of("ROLE", "all", "JOBS_POLL", "5ms"));
  private final FileClient anna = FileClient.signedUp(server);
  private final Api owner = server.api().as(anna.token());

  @AfterAll
  void close() {
    server.close();
  }

  @Test
  void aReportShouldShowWhatIsLeftOfThePhotosOfACompletion() {
    long home = made("/api/residences/", new JsonObject().put("name", "Maple Street"));
    long task =
        made("/api/tasks/", new JsonObject().put("residence_id", home).put("title", "Sweep"));
    long first = anna.brought("completion", SampleFiles.picture("png", 640, 480));
    long second = anna.brought("completion", SampleFiles.picture("png", 480, 640));
    long gone = anna.brought("completion", SampleFiles.picture("png", 500, 500));
    owner
        .post(
            "/api/task-completions/",
            new JsonObject()
                .put("task_id", task)
                .putNull("occurrence")
                .put("photo_ids", new JsonArray().add(first).add(second).add(gone)))
        .expect(201);
    // Its files went by another way.
    server
        .database()
        .execute("update upload_upload set object_key = object_key || 'x' where id = " + gone);

    owner
        .post(
            "/api/residences/" + home + "/generate-tasks-report/",
            new JsonObject().put("format", "pdf"))
        .expect(202);
    Eventually.until("it is made", () -> reports() == 1);

    long report =
        server.database().number("select max(id) from upload_upload where kind = 'report'");
    assertThat(PdfImages.longerSides(anna.send("GET", "/api/media/" + report + "/").body()))
        .as("longest sides, as thumbnails have them")
        .hasSize(2)
        .allSatisfy(side -> assertThat(side).isBetween(100, 480));
  }

  private long made(String path, JsonObject body) {
    return owner.post(path, body).expect(201).json().getLong("id");
  }

  private long reports() {
    return server.database().number("select count(*) from upload_upload where kind = 'report'");
  }
}
