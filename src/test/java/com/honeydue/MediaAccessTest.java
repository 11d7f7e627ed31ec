package com.honeydue;

import static com.honeydue.FileClient.code;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.SampleFiles;
import com.honeydue.testing.TestServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who may see which file. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MediaAccessTest {

  private static final byte[] PICTURE = SampleFiles.picture("jpg", 64, 48);

  private final TestServer server = TestServer.start();
  private final JsonObject annasAccount = server.register();
  private final FileClient anna = new FileClient(server, TestServer.token(annasAccount));
  private final FileClient ben = FileClient.signedUp(server);
  private final FileClient stranger = FileClient.signedUp(server);
  private final long home = home();

  @AfterAll
  void close() {
    server.close();
  }

  private long home() {
    return server
        .api()
        .as(anna.token())
        .post("/api/residences/", new JsonObject().put("name", "Home").put("time_zone", "UTC"))
        .expect(201)
        .json()
        .getLong("id");
  }

  private void join() {
    server
        .database()
        .execute(
            """
            insert into residence_residenceuser (residence_id, user_id, role)
            select %d, t.user_id, 'member' from user_authtoken t where t.user_id = %d
            on conflict do nothing
            """
                .formatted(home, user(ben)));
  }

  private void leave() {
    server.database().execute("delete from residence_residenceuser where user_id = " + user(ben));
  }

  private long user(FileClient person) {
    return server.api().as(person.token()).get("/api/auth/me/").json().getLong("id");
  }

  private static int seen(FileClient person, long upload) {
    return person.send("GET", "/api/media/" + upload + "/").statusCode();
  }

  @Test
  void whatBelongsToNothingShouldBeItsOwnersAlone() {
    join();
    long upload = anna.brought("completion", PICTURE);

    assertThat(seen(anna, upload)).isEqualTo(200);
    assertThat(seen(ben, upload)).isEqualTo(404);
  }

  @Test
  void aPhotoShouldBeOfWhoeverBelongsToTheHome() {
    join();
    long upload = anna.brought("completion", PICTURE);
    var api = server.api().as(anna.token());
    var task =
        new JsonObject()
            .put("residence_id", home)
            .put("title", "Roof")
            .put("due_date", "2026-05-01");
    long id = api.post("/api/tasks/", task).expect(201).json().getLong("id");
    api.post(
            "/api/task-completions/",
            new JsonObject()
                .put("task_id", id)
                .put("occurrence", "2026-05-01")
                .put("photo_ids", new JsonArray().add(upload)))
        .expect(201);

    assertThat(seen(ben, upload)).isEqualTo(200);
    assertThat(seen(stranger, upload)).isEqualTo(404);
    assertThat(code(anna.send("DELETE", "/api/uploads/" + upload + "/")))
        .isEqualTo("409 upload_in_use");
    assertThat(code(stranger.send("DELETE", "/api/uploads/" + upload + "/")))
        .isEqualTo("404 not_found");
    leave();
    assertThat(seen(ben, upload)).isEqualTo(404);
  }

  @Test
  void aFaceShouldBeOfWhoeverSharesAHome() {
    join();
    long upload = anna.brought("avatar", PICTURE);
    var api = server.api().as(anna.token());
    api.patch("/api/auth/profile/", new JsonObject().put("avatar_upload_id", upload)).expect(200);

    assertThat(seen(ben, upload)).isEqualTo(200);
    assertThat(seen(stranger, upload)).isEqualTo(404);

    var refused =
        server
            .api()
            .as(ben.token())
            .patch("/api/auth/profile/", new JsonObject().put("avatar_upload_id", upload))
            .expect(400);
    assertThat(refused.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
        .isEqualTo("/avatar_upload_id");
    api.patch("/api/auth/profile/", new JsonObject().put("avatar_upload_id", upload)).expect(200);
    api.patch("/api/auth/profile/", new JsonObject().putNull("avatar_upload_id")).expect(200);
    assertThat(seen(ben, upload)).isEqualTo(404);
    assertThat(seen(anna, upload)).isEqualTo(200);
  }
}
