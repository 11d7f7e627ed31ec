package com.honeydue.bench;

import com.honeydue.testing.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What staff do, each time to a new account. */
final class StaffOperations {

  private static final String PASSWORD = "correct horse battery staple";

  private static final String JOB_TYPE = "job-types/jobs.sweep_dead";

  private final Caller api;
  private final TestDatabase database;
  private final String token;

  StaffOperations(Caller api, TestDatabase database) {
    this.api = api;
    this.database = database;
    this.token = staff();
  }

  /** A new account with the session of its registration. */
  private record Target(long id, long session, long residence) {}

  List<Operation> all() {
    return List.of(
        closed("adminListUsers", target -> get("users/")),
        closed("adminListUsers?q", target -> get("users/?q=target-")),
        closed("adminGetUser", target -> get("users/" + target.id() + "/")),
        closed("adminDisableUser", target -> send("POST", "users/" + target.id() + "/disable/")),
        closed("adminEnableUser", target -> send("POST", "users/" + target.id() + "/enable/")),
        closed("adminListSessions", target -> get("users/" + target.id() + "/sessions/")),
        closed(
            "adminEndSession",
            target ->
                send("DELETE", "users/%d/sessions/%d/".formatted(target.id(), target.session()))),
        closed("adminListResidences", target -> get("residences/")),
        closed("adminListResidences?user_id", target -> get("residences/?user_id=" + target.id())),
        closed("adminGetResidence", target -> get("residences/" + target.residence() + "/")),
        closed("adminListAudit", target -> get("audit/")),
        closed("adminListJobs", target -> get("jobs/?state=pending")),
        closed("adminListJobs?dead", target -> get("jobs/?state=dead")),
        closed("adminRetryJob", target -> send("POST", "jobs/" + deadJob() + "/retry/")),
        closed("adminDeleteJob", target -> send("DELETE", "jobs/" + deadJob() + "/")),
        closed("adminListJobTypes", target -> get("job-types/")),
        closed("adminPauseJobs", target -> send("POST", JOB_TYPE + "/pause/")),
        closed("adminResumeJobs", target -> send("POST", JOB_TYPE + "/resume/")),
        closed("adminListTiers", target -> get("tiers/")),
        closed(
            "adminSetTierLimit",
            target -> send("PUT", "tiers/pro/limits/tasks/", new JsonObject().putNull("maximum"))),
        closed("adminListPromotions", target -> get("promotions/")),
        closed("adminCreatePromotion", target -> send("POST", "promotions/", promotion())),
        closed(
            "adminUpdatePromotion",
            target -> send("PATCH", promoted(), new JsonObject().put("ends_on", "2026-06-30"))),
        closed("adminEndPromotion", target -> send("POST", promoted() + "end/")),
        closed("adminListTemplates", target -> get("templates/")),
        closed(
            "adminUpdateTemplate",
            target -> send("PATCH", "templates/2/", new JsonObject().put("keywords", "any"))),
        closed("adminListLogLevels", target -> get("log-levels/")),
        closed("adminSetLogLevel", target -> quieter(target.id())),
        closed(
            "adminResetLogLevel",
            target -> {
              api.call(quieter(target.id()));
              return send("DELETE", "log-levels/com.honeydue.t" + target.id() + "/");
            }),
        closed("adminListFlightRecordings", target -> get("flight-recordings/")),
        closed("adminRecordFlight", target -> recording(target.id())));
  }

  /** Of a process that there is none of. */
  private Request recording(long number) {
    return new Request(
        "PUT",
        "/api/admin/flight-recordings/nobody-" + number + "/",
        token,
        new JsonObject().put("seconds", 1));
  }

  /** One that nobody logs with. */
  private Request quieter(long number) {
    return new Request(
        "PUT",
        "/api/admin/log-levels/com.honeydue.t" + number + "/",
        token,
        new JsonObject().put("level", "error").put("minutes", 1));
  }

  /** A job that failed for good. */
  private UUID deadJob() {
    var id = UUID.randomUUID();
    database.execute(
        """
        insert into jobs_dead (id, type, payload, created_at, attempts, error, from_outbox)
        values ('%s', 'jobs.sweep_dead', '{}', now(), 3, 'no_luck', true)
        """
            .formatted(id));
    return id;
  }

  private Operation closed(String id, Function<Target, Request> next) {
    return new Operation(id, true, () -> next.apply(target()));
  }

  private Request get(String path) {
    return send("GET", path);
  }

  private Request send(String method, String path) {
    return send(method, path, null);
  }

  private Request send(String method, String path, @Nullable JsonObject body) {
    return new Request(method, "/api/admin/" + path, token, body);
  }

  private static JsonObject promotion() {
    return new JsonObject()
        .put("starts_on", "2026-05-01")
        .put("ends_on", "2026-05-31")
        .put(
            "texts",
            new JsonObject()
                .put(
                    "en",
                    new JsonObject()
                        .put("title", "Spring cleaning")
                        .put("message", "A year for the price of ten months.")
                        .put("button", "Look at it")));
  }

  /** The path of a new promotion. */
  private String promoted() {
    return "promotions/" + api.call(send("POST", "promotions/", promotion())).getLong("id") + "/";
  }

  private Target target() {
    JsonObject account = register("target-" + UUID.randomUUID());
    long id = account.getJsonObject("user").getLong("id");
    long session =
        database.number("select max(session_id) from user_authtoken where user_id = ?", id);
    long residence =
        api.call(
                new Request(
                    "POST",
                    "/api/residences/",
                    account.getString("token"),
                    new JsonObject().put("name", "Target Street")))
            .getLong("id");
    return new Target(id, session, residence);
  }

  private String staff() {
    String name = "staff-" + UUID.randomUUID();
    JsonObject account = register(name);
    database.execute(
        "update auth_user set is_staff = true where id = "
            + account.getJsonObject("user").getLong("id"));
    return api.call(
            new Request(
                "POST",
                "/api/auth/login/",
                null,
                new JsonObject().put("username", name).put("password", PASSWORD)))
        .getString("token");
  }

  private JsonObject register(String name) {
    return api.call(
        new Request(
            "POST",
            "/api/auth/register/",
            null,
            new JsonObject()
                .put("username", name)
                .put("email", name + "@example.com")
                .put("password", PASSWORD)));
  }
}
