package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.PublishedContract;
import com.honeydue.testing.TestDatabase;
import com.honeydue.testing.TestServer;
import com.honeydue.testing.UploadRows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every write to something that is beyond what a tier holds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadOnlyWritesTest {

  /** Of what belongs to somebody's home, these are no writes to it: it goes, or somebody does. */
  private static final Set<String> GO_ON =
      Set.of(
          "deleteResidence",
          "deleteTask",
          "deleteContractor",
          "deleteDocument",
          "revokeShareCode",
          "removeUser",
          "transferOwnership",
          // It reads, and a favourite is whose it is.
          "tasksReport",
          "toggleFavorite");

  /** What is made in a home that its path does not name. */
  private static final Set<String> MADE_IN_A_HOME =
      Set.of(
          "createTask",
          "createTasksBulk",
          "createCompletion",
          "createContractor",
          "createDocument");

  private final TestServer server = TestServer.start();
  private final TestDatabase database = server.database();

  @AfterAll
  void close() {
    server.close();
  }

  /** A request of an operation. */
  private record Asked(String path, String body) {}

  @Test
  void everyWriteShouldBeRefused() {
    var owner = new Homeowner(server);
    var asked = requests(owner);
    owner.settle("free");
    var contract = new PublishedContract(server.api().get("/api/openapi.yaml").body());
    var writes =
        contract.operations().stream()
            .filter(it -> !it.method().equals("get"))
            .filter(it -> !GO_ON.contains(it.id()))
            .filter(
                it ->
                    MADE_IN_A_HOME.contains(it.id())
                        || it.path()
                            .matches(
                                "/api/(residences|tasks|task-completions|contractors|documents)/\\{id}/.*"))
            .toList();
    assertThat(writes.stream().map(PublishedContract.Operation::id).collect(Collectors.toSet()))
        .as("writes to what may be read-only")
        .containsExactlyInAnyOrderElementsOf(asked.keySet());

    for (var operation : writes) {
      var request = Objects.requireNonNull(asked.get(operation.id()));
      var answer =
          owner.api.json(
              operation.method().toUpperCase(Locale.ROOT), request.path(), request.body());

      assertThat(answer.status() + " " + answer.body()).as(operation.id()).startsWith("403 ");
      assertThat(answer.code()).as(operation.id()).isEqualTo("read_only_over_limit");
      assertThat(answer.json().getString("upgrade_trigger")).isEqualTo("second_residence");
      assertThat(answer.json().getJsonObject("upgrade").getString("button")).isEqualTo("See Pro");
    }
    for (String path : asked.values().stream().map(Asked::path).toList()) {
      var parts = path.split("/", -1);
      if (parts.length > 4 && parts[3].matches("\\d+")) {
        owner.read(parts[2] + "/" + parts[3]);
      }
    }
    var guest = Person.register(server).api();
    var joining = guest.post("/api/residences/join-with-code/", new JsonObject().put("code", code));
    assertThat(joining.status() + " " + joining.code()).isEqualTo("403 read_only_over_limit");
  }

  private String code = "";

  /** A request for each operation, which would succeed in the first home if it could be written. */
  private Map<String, Asked> requests(Homeowner owner) {
    long home = owner.homes.getFirst();
    var member = Person.register(server);
    var applicant = Person.register(server);
    code =
        owner
            .api
            .post("/api/residences/" + home + "/generate-share-code/", new JsonObject())
            .expect(201)
            .json()
            .getString("code");
    member
        .api()
        .post("/api/residences/join-with-code/", new JsonObject().put("code", code))
        .expect(200);
    database.execute(
        "insert into residence_joinrequest (residence_id, user_id, role, code) values (%d, %d, 'member', '%s')"
            .formatted(home, applicant.id(), code));
    long request =
        database.number("select id from residence_joinrequest where residence_id = ?", home);
    long open = task(owner, home);
    long cancelled = task(owner, home);
    owner.api.post("/api/tasks/" + cancelled + "/cancel/").expect(200);
    long archived = task(owner, home);
    owner.api.post("/api/tasks/" + archived + "/archive/").expect(200);
    long done = task(owner, home);
    long completion =
        owner
            .api
            .post("/api/tasks/" + done + "/quick-complete/", occurrence())
            .expect(201)
            .json()
            .getJsonObject("completion")
            .getLong("id");
    var named = new JsonObject().put("residence_id", home);
    long contractor = owner.make("contractors", named.copy().put("name", "Rosa"));
    long held = UploadRows.insert(database, owner.person.id(), "image");
    long free = UploadRows.insert(database, owner.person.id(), "image");
    long document =
        owner.make(
            "documents",
            named.copy().put("title", "Lease").put("image_ids", new JsonArray().add(held)));

    Map<String, Asked> asked = new HashMap<>();
    asked.put("updateResidence", new Asked("residences/" + home, "{\"description\": \"x\"}"));
    asked.put("generateShareCode", new Asked("residences/" + home + "/generate-share-code", "{}"));
    asked.put(
        "inviteByMail",
        new Asked("residences/" + home + "/share-code/mail", "{\"email\": \"kim@example.com\"}"));
    asked.put(
        "decideJoinRequest",
        new Asked(
            "residences/" + home + "/join-requests/" + request + "/decide",
            "{\"decision\": \"approve\"}"));
    asked.put(
        "changeRole",
        new Asked("residences/" + home + "/users/" + member.id(), "{\"role\": \"manager\"}"));
    asked.put("updateTask", new Asked("tasks/" + open, "{\"notes\": \"x\"}"));
    asked.put("replaceTask", new Asked("tasks/" + open, "{\"title\": \"x\"}"));
    asked.put("markInProgress", new Asked("tasks/" + open + "/mark-in-progress", ""));
    asked.put("cancelTask", new Asked("tasks/" + open + "/cancel", ""));
    asked.put("uncancelTask", new Asked("tasks/" + cancelled + "/uncancel", ""));
    asked.put("undoTask", new Asked("tasks/" + cancelled + "/undo", ""));
    asked.put("archiveTask", new Asked("tasks/" + open + "/archive", ""));
    asked.put("unarchiveTask", new Asked("tasks/" + archived + "/unarchive", ""));
    asked.put("snoozeTask", new Asked("tasks/" + open + "/snooze", "{\"until\": \"2199-01-01\"}"));
    asked.put("skipOccurrence", new Asked("tasks/" + open + "/skip", occurrence().encode()));
    asked.put(
        "quickComplete", new Asked("tasks/" + open + "/quick-complete", occurrence().encode()));
    asked.put(
        "createCompletion",
        new Asked("task-completions", occurrence().put("task_id", open).encode()));
    asked.put("updateCompletion", new Asked("task-completions/" + completion, "{\"rating\": 5}"));
    asked.put("deleteCompletion", new Asked("task-completions/" + completion, ""));
    asked.put("createTask", new Asked("tasks", named.copy().put("title", "x").encode()));
    asked.put(
        "createTasksBulk",
        new Asked(
            "tasks/bulk",
            named
                .copy()
                .put("tasks", new JsonArray().add(new JsonObject().put("template_id", 1)))
                .encode()));
    asked.put("createContractor", new Asked("contractors", named.copy().put("name", "x").encode()));
    asked.put("updateContractor", new Asked("contractors/" + contractor, "{\"notes\": \"x\"}"));
    asked.put("createDocument", new Asked("documents", named.copy().put("title", "x").encode()));
    asked.put("updateDocument", new Asked("documents/" + document, "{\"vendor\": \"x\"}"));
    asked.put("activateDocument", new Asked("documents/" + document + "/activate", ""));
    asked.put("deactivateDocument", new Asked("documents/" + document + "/deactivate", ""));
    asked.put(
        "addDocumentImage",
        new Asked("documents/" + document + "/images", "{\"upload_id\": " + free + "}"));
    asked.put("removeDocumentImage", new Asked("documents/" + document + "/images/" + held, ""));
    asked.replaceAll((id, it) -> new Asked("/api/" + it.path() + "/", it.body()));
    return asked;
  }

  private static long task(Homeowner owner, long home) {
    return owner.make(
        "tasks",
        new JsonObject()
            .put("residence_id", home)
            .put("title", "Clean the gutters")
            .put("frequency", "monthly")
            .put("due_date", "2026-06-01"));
  }

  private static JsonObject occurrence() {
    return new JsonObject().put("occurrence", "2026-06-01");
  }
}
