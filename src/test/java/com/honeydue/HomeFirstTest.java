package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.auth.Mailbox;
import com.honeydue.bench.Household;
import com.honeydue.bench.Operation;
import com.honeydue.bench.Request;
import com.honeydue.testing.Answer;
import com.honeydue.testing.Api;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A home is locked before what belongs to it, whatever is written: then whoever deletes the home,
 * and with it all of that, waits for the others or they for him, and never both.
 */
class HomeFirstTest {

  private static final List<String> BELONGING =
      List.of("task_task", "task_taskcompletion", "document_document", "contractor_contractor");

  private final TestServer server = TestServer.start(Mailbox.SETTINGS);
  private final ContractCaller requests = new ContractCaller(server.api());
  private final Household household = Household.register(requests, server.database());

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void whoeverWaitsForAHomeShouldHoldNothingThatBelongsToIt() throws SQLException {
    List<String> waited = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (var operation : household.operations()) {
      var request = operation.next().get();
      if (!request.method().equals("GET")) {
        tryWith(operation, request, waited, wrong);
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(waited)
        .contains(
            "quickComplete",
            "createCompletion",
            "updateCompletion",
            "deleteCompletion",
            "updateTask",
            "deleteTask",
            "markInProgress",
            "undoTask",
            "updateContractor",
            "deleteContractor",
            "updateDocument",
            "deleteDocument");
  }

  /** Asks for it while the home is held, and looks what is held besides once it waits for that. */
  private void tryWith(
      Operation operation, Request request, List<String> waited, List<String> wrong)
      throws SQLException {
    try (var holder = server.database().connect()) {
      holder.setAutoCommit(false);
      try (var session = holder.createStatement()) {
        session.execute(
            "select 1 from residence_residence where id = %d for update"
                .formatted(household.home()));
      }
      var answer = CompletableFuture.supplyAsync(() -> requests.send(request));
      Eventually.until("it waits or is done", () -> answer.isDone() || somebodyWaits());
      if (!answer.isDone()) {
        waited.add(operation.id());
        BELONGING.stream()
            .filter(this::isHeld)
            .forEach(table -> wrong.add(operation.id() + " holds a row of " + table));
      }
      holder.rollback();
      answer.join();
    }
  }

  private boolean somebodyWaits() {
    return server
            .database()
            .number(
                "select count(*) from pg_stat_activity"
                    + " where datname = current_database() and wait_event_type = 'Lock'")
        > 0;
  }

  private boolean isHeld(String table) {
    String rows = "select 1 from %s where residence_id = %d".formatted(table, household.home());
    return server
            .database()
            .number(
                ("select (select count(*) from (%s) as every)"
                        + " - (select count(*) from (%s for update skip locked) as free)")
                    .formatted(rows, rows))
        > 0;
  }

  @Test
  void deletingAHomeWhileItsTasksAreDoneShouldGoWell() {
    var owner = server.pro();
    for (int round = 0; round < 8; round++) {
      long home = made(owner, "/api/residences/", new JsonObject().put("name", "Maple Street"));
      var task =
          new JsonObject()
              .put("residence_id", home)
              .put("title", "Sweep")
              .put("frequency", "daily")
              .put("due_date", "2026-06-01");
      var tasks = Stream.generate(() -> made(owner, "/api/tasks/", task)).limit(4).toList();
      var done =
          tasks.stream()
              .map(
                  id ->
                      CompletableFuture.supplyAsync(
                          () ->
                              owner.post(
                                  "/api/tasks/" + id + "/quick-complete/",
                                  new JsonObject().put("occurrence", "2026-06-01"))))
              .toList();
      var gone = CompletableFuture.supplyAsync(() -> owner.delete("/api/residences/" + home + "/"));

      assertThat(gone.join().status()).isEqualTo(204);
      assertThat(
              done.stream()
                  .map(CompletableFuture::join)
                  .map(Answer::status)
                  .collect(Collectors.toSet()))
          .isSubsetOf(Stream.of(200, 201, 404).toList());
    }
  }

  private static long made(Api owner, String path, JsonObject body) {
    return owner.post(path, body).expect(201).json().getLong("id");
  }
}
