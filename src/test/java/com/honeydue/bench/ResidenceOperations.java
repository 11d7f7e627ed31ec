package com.honeydue.bench;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What people do with a residence that they share, each time with a new account beside its owner.
 */
final class ResidenceOperations {

  private static final String MINE = "/api/residences/my-residences/";
  private static final String SUMMARY = "/api/residences/summary/";

  private final Caller api;
  private final String owner;
  private final String home;

  /**
   * @param owner the token of the residence's owner, whose tier has no limits
   */
  ResidenceOperations(Caller api, String owner, long residence) {
    this.api = api;
    this.owner = owner;
    this.home = "/api/residences/" + residence + "/";
  }

  /** A new account. */
  private record Somebody(long id, String token) {}

  List<Operation> all() {
    return List.of(
        closed("generateShareCode", () -> newCode(false)),
        closed("getShareCode", () -> after(newCode(false), get("share-code/"))),
        closed("inviteByMail", this::invitation),
        closed("revokeShareCode", () -> after(newCode(false), delete("share-code/"))),
        closed("joinWithCode", () -> another().join(somebody(), false)),
        closed("joinWithCode?request", () -> another().join(somebody(), true)),
        closed("listJoinRequests", () -> get("join-requests/")),
        closed("decideJoinRequest", this::decision),
        closed("myResidences", () -> new Request("GET", MINE, owner, null)),
        closed("residencesSummary", () -> new Request("GET", SUMMARY, owner, null)),
        closed("residenceActivity", () -> get("activity/")),
        closed("tasksReport", () -> request("POST", "generate-tasks-report/", new JsonObject())),
        closed("listUsers", () -> get("users/")),
        closed(
            "changeRole",
            () -> request("PATCH", "users/" + member().id() + "/", field("role", "manager"))),
        closed("removeUser", () -> delete("users/" + member().id() + "/")),
        closed("transferOwnership", this::transfer));
  }

  private static Operation closed(String id, Supplier<Request> next) {
    return new Operation(id, true, next);
  }

  private Request newCode(boolean needsApproval) {
    return request("POST", "generate-share-code/", field("needs_approval", needsApproval));
  }

  private Request join(Somebody somebody, boolean needsApproval) {
    String code = api.call(newCode(needsApproval)).getString("code");
    return new Request(
        "POST", "/api/residences/join-with-code/", somebody.token(), field("code", code));
  }

  private Request decision() {
    long request = api.call(join(somebody(), true)).getLong("request_id");
    return request("POST", "join-requests/" + request + "/decide/", field("decision", "approve"));
  }

  private Request invitation() {
    api.call(newCode(false));
    return request("POST", "share-code/mail/", field("email", "guest@example.com"));
  }

  private Request transfer() {
    var other = another();
    return other.request("POST", "transfer-ownership/", field("user_id", other.member().id()));
  }

  /** With a residence of its own, whose owner may change and whose code nobody overwrites. */
  private ResidenceOperations another() {
    long residence =
        api.call(new Request("POST", "/api/residences/", owner, field("name", "Bench Lane")))
            .getLong("id");
    return new ResidenceOperations(api, owner, residence);
  }

  private Somebody member() {
    var somebody = somebody();
    api.call(join(somebody, false));
    return somebody;
  }

  private Somebody somebody() {
    var account = api.call(new Request("POST", "/api/auth/register/", null, Household.someone()));
    return new Somebody(account.getJsonObject("user").getLong("id"), account.getString("token"));
  }

  private Request after(Request before, Request then) {
    api.call(before);
    return then;
  }

  private Request get(String path) {
    return request("GET", path, null);
  }

  private Request delete(String path) {
    return request("DELETE", path, null);
  }

  private Request request(String method, String path, @Nullable JsonObject body) {
    return new Request(method, home + path, owner, body);
  }

  private static JsonObject field(String name, Object value) {
    return new JsonObject().put(name, value);
  }
}
