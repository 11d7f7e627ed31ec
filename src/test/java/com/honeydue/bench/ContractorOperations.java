package com.honeydue.bench;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the owner of a residence does with its contractors. */
final class ContractorOperations {

  private static final String ALL = "/api/contractors/";

  private final Caller api;
  private final String owner;
  private final long residence;

  /**
   * @param owner the token of the residence's owner, whose tier has no limits
   */
  ContractorOperations(Caller api, String owner, long residence) {
    this.api = api;
    this.owner = owner;
    this.residence = residence;
  }

  List<Operation> all() {
    return List.of(
        closed("createContractor", this::creation),
        closed("listContractors", () -> get("?q=rosa")),
        closed("contractorsByResidence", () -> get("by-residence/" + residence + "/")),
        closed("getContractor", () -> get(made())),
        closed(
            "updateContractor",
            () -> request("PATCH", made(), new JsonObject().put("notes", "Rings first"))),
        closed("toggleFavorite", () -> request("POST", made() + "toggle-favorite/", null)),
        closed("contractorTasks", () -> get(made() + "tasks/")),
        closed("deleteContractor", () -> request("DELETE", made(), null)));
  }

  private static Operation closed(String id, Supplier<Request> next) {
    return new Operation(id, true, next);
  }

  private Request creation() {
    return request(
        "POST", "", new JsonObject().put("residence_id", residence).put("name", "Rosa Marín"));
  }

  /** The path of a new contractor. */
  private String made() {
    return api.call(creation()).getLong("id") + "/";
  }

  private Request get(String path) {
    return request("GET", path, null);
  }

  private Request request(String method, String path, @Nullable JsonObject body) {
    return new Request(method, ALL + path, owner, body);
  }
}
