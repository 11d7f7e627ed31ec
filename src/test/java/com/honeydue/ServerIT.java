package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.Api;
import com.honeydue.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The way of a household through the whole server; {@link Api} checks every answer on it. */
class ServerIT {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aHouseholdShouldGetItsTaskDone() {
    var owner = server.signedUp();
    long home =
        owner
            .post("/api/residences/", new JsonObject().put("name", "Maple Street"))
            .expect(201)
            .json()
            .getLong("id");
    var task =
        owner
            .post(
                "/api/tasks/",
                new JsonObject()
                    .put("residence_id", home)
                    .put("title", "Clean the gutters")
                    .put("due_date", "2026-01-31"))
            .expect(201)
            .json();
    long id = task.getLong("id");

    assertThat(column(owner, "overdue")).containsExactly(id);
    owner
        .post(
            "/api/tasks/" + id + "/quick-complete/",
            new JsonObject().put("occurrence", "2026-01-31"))
        .expect(201);
    assertThat(column(owner, "completed")).containsExactly(id);
  }

  @Test
  void strangersShouldSeeNothingOfIt() {
    var owner = server.signedUp();
    long home =
        owner
            .post("/api/residences/", new JsonObject().put("name", "Maple Street"))
            .expect(201)
            .json()
            .getLong("id");
    var stranger = server.signedUp();

    assertThat(stranger.get("/api/residences/" + home + "/").expect(404).code())
        .isEqualTo("not_found");
    assertThat(server.api().get("/api/residences/" + home + "/").expect(401).code())
        .isEqualTo("invalid_token");
  }

  @Test
  void onlyHealthShouldAnswerWithoutAToken() {
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    for (String path : List.of("/api/auth/me/", "/api/residences/", "/api/tasks/")) {
      answers.add(
          server.api().later("GET", path, BodyPublishers.noBody()).thenApply(it -> it.status()));
    }
    assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(401));
    for (String path : List.of("/api/health/", "/api/health/live", "/api/health/ready")) {
      server.api().get(path).expect(200);
    }
  }

  private static List<Long> column(Api api, String name) {
    return api.get("/api/tasks/").expect(200).json().getJsonArray("columns").stream()
        .map(JsonObject.class::cast)
        .filter(column -> column.getString("name").equals(name))
        .flatMap(column -> column.getJsonArray("tasks").stream())
        .map(card -> ((JsonObject) card).getLong("id"))
        .toList();
  }
}
