package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.auth.Mailbox;
import com.honeydue.bench.Household;
import com.honeydue.bench.Operation;
import com.honeydue.bench.Request;
import com.honeydue.testing.Api;
import com.honeydue.testing.PublishedContract;
import com.honeydue.testing.TestServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Every operation of the contract: a read that has a tag is remembered, and no write leaves
 * something remembered that it has changed for somebody else.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnchangedContractTest {

  /** Answered from memory. */
  private static final Set<String> FROM_MEMORY =
      Set.of(
          "contract",
          "categories",
          "priorities",
          "frequencies",
          "residenceTypes",
          "specialties",
          "staticData");

  private final TestServer server = TestServer.start(settings());
  private final ConditionalReads reads = new ConditionalReads(server);
  private final ContractCaller requests = new ContractCaller(server.api());
  private final Household household = Household.register(requests, server.database());
  private final Request residence = request("getResidence");
  private final Api member = member();
  private final String calendar =
      member.post("/api/tasks/calendar-feed/").expect(201).json().getString("path");

  @AfterAll
  void close() {
    server.close();
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(Mailbox.SETTINGS);
    settings.put("AUTH_LOCAL_CACHE", "0s");
    return settings;
  }

  @TestFactory
  List<DynamicTest> everyReadThatHasATagShouldCostNothingWhileNothingChanges() {
    return household.operations().stream()
        .map(operation -> new Asked(operation.id(), operation.next().get()))
        .filter(asked -> asked.request().method().equals("GET"))
        .filter(asked -> requests.send(asked.request()).header("ETag").isPresent())
        .map(
            asked ->
                DynamicTest.dynamicTest(
                    asked.id(),
                    () -> reads.remembered(requests.as(asked.request()), asked.request().path())))
        .toList();
  }

  private record Asked(String id, Request request) {}

  @Test
  void everyConditionalReadOfTheContractShouldBeAmongThem() {
    var contract = new PublishedContract(server.api().get("/api/openapi.yaml").body());
    var tagged = new HashSet<String>();
    for (var operation : household.operations()) {
      var request = operation.next().get();
      if (request.method().equals("GET") && requests.send(request).header("ETag").isPresent()) {
        tagged.add(operation.id().split("\\?", -1)[0]);
      }
    }

    assertThat(contract.conditionalReads())
        .filteredOn(id -> !FROM_MEMORY.contains(id))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(tagged);
  }

  /**
   * The member reads what a write of the owner may change, and reads it again on condition that it
   * has. Whether it has, an unconditional read says, which always asks the database.
   */
  @TestFactory
  List<DynamicTest> everyWriteShouldShowToOthersAtOnce() {
    return household.operations().stream()
        .map(operation -> DynamicTest.dynamicTest(operation.id(), () -> showsAtOnce(operation)))
        .toList();
  }

  private void showsAtOnce(Operation operation) {
    var request = operation.next().get();
    if (request.method().equals("GET")) {
      return;
    }
    Map<String, String> held = new HashMap<>();
    for (String path : paths()) {
      held.put(path, reads.remembered(member, path));
    }

    requests.call(request);

    List<String> wrong = new ArrayList<>();
    held.forEach(
        (path, tag) -> {
          boolean said = member.with("If-None-Match", tag).get(path).status() == 200;
          boolean changed = !member.get(path).expect(200).tag().equals(tag);
          if (said != changed) {
            wrong.add(path);
          }
        });
    assertThat(wrong).as("stale after %s %s", request.method(), request.path()).isEmpty();
  }

  private List<String> paths() {
    String id = residence.path().replaceAll("\\D", "");
    return List.of(
        "/api/tasks/",
        "/api/tasks/by-residence/" + id + "/",
        "/api/residences/",
        "/api/residences/my-residences/",
        "/api/residences/" + id + "/",
        calendar);
  }

  private Api member() {
    var person = Person.register(server);
    server
        .database()
        .execute(
            "insert into residence_residenceuser (residence_id, user_id, role) values (%s, %d, 'member')"
                .formatted(residence.path().replaceAll("\\D", ""), person.id()));
    return person.api();
  }

  private Request request(String id) {
    return household.operations().stream()
        .filter(operation -> operation.id().equals(id))
        .findFirst()
        .orElseThrow()
        .next()
        .get();
  }
}
