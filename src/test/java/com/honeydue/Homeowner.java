package com.honeydue;

import com.honeydue.testing.Api;
import com.honeydue.testing.TestDatabase;
import com.honeydue.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/**
 * Somebody who has pro and much in it: five homes, of which the third is the primary one, three
 * hundred tasks, forty documents, and contractors of their own.
 */
final class Homeowner {

  private final TestDatabase database;
  final Person person;
  final Api api;
  final List<Long> homes;

  Homeowner(TestServer server) {
    database = server.database();
    person = Person.register(server);
    api = person.api();
    tier("pro");
    homes =
        Stream.of("One", "Two", "Three", "Four", "Five")
            .map(name -> make("residences", new JsonObject().put("name", name)))
            .toList();
    api.patch("/api/residences/" + homes.get(2) + "/", new JsonObject().put("is_primary", true))
        .expect(200);
    fill("task_task", 40, 40, 140, 40, 40);
    fill("document_document", 10, 0, 30, 0, 0);
    database.execute(
        "insert into contractor_contractor (user_id, name) select %d, 'Own' from"
                .formatted(person.id())
            + " generate_series(1, 12)");
  }

  private void fill(String table, int... each) {
    for (int i = 0; i < each.length; i++) {
      database.execute(
          "insert into %s (residence_id, title) select %d, 'Number ' || n from generate_series(1, %d) n"
              .formatted(table, homes.get(i), each[i]));
    }
  }

  long make(String what, JsonObject body) {
    return api.post("/api/" + what + "/", body).expect(201).json().getLong("id");
  }

  void tier(String tier) {
    database.execute(
        "update subscription_usersubscription set tier = '%s' where user_id = %d"
            .formatted(tier, person.id()));
  }

  /** What the job does when the tier has changed. */
  void settle(String tier) {
    tier(tier);
    database.number("select tier_settle(?)", person.id());
  }

  /** How many rows of a table in a home, or of the account's own, are read-only. */
  long readOnly(String table, int home) {
    return database.number(
        "select count(*) from " + table + " where read_only and residence_id = ?", homes.get(home));
  }

  long ownReadOnly() {
    return database.number(
        "select count(*) from contractor_contractor where read_only and user_id = ?", person.id());
  }

  long rows(String table) {
    return database.number(
        "select count(*) from "
            + table
            + " t join residence_residence r on r.id = t.residence_id where r.owner_id = ?",
        person.id());
  }

  JsonObject read(String path) {
    return api.get("/api/" + path + "/").expect(200).json();
  }
}
