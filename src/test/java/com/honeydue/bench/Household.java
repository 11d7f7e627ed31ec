package com.honeydue.bench;

import static com.honeydue.testing.IdentityProvider.NONCE;
import static com.honeydue.testing.IdentityProvider.hashed;

import com.honeydue.testing.IdentityProvider;
import com.honeydue.testing.TestDatabase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A household, and every operation on it. */
public final class Household {

  private static final String PASSWORD = "correct horse battery staple";

  private final Caller api;
  private final String token;
  private final AccountOperations accounts;
  private final StaffOperations staff;
  private final ResidenceOperations residences;
  private final ContractorOperations contractors;
  private final DocumentOperations documents;
  private final UploadOperations uploads;
  private final NotificationOperations notifications;
  private final SubscriptionOperations subscriptions;
  private final long residence;
  private final long owner;
  private final String email;
  private final String password;

  private Household(
      Caller api,
      TestDatabase database,
      String token,
      String email,
      String password,
      long residence) {
    this.api = api;
    this.accounts = new AccountOperations(api, database);
    this.staff = new StaffOperations(api, database);
    this.residences = new ResidenceOperations(api, token, residence);
    this.contractors = new ContractorOperations(api, token, residence);
    this.documents = new DocumentOperations(api, token, residence);
    this.uploads = new UploadOperations(api, token);
    this.owner =
        database.number("select owner_id from residence_residence where id = ?", residence);
    this.notifications =
        new NotificationOperations(api, database, token, owner, () -> make(task()));
    this.subscriptions = new SubscriptionOperations(api, token);
    this.token = token;
    this.email = email;
    this.password = password;
    this.residence = residence;
  }

  /**
   * The demo household.
   *
   * @param seeded what {@code seed} printed
   */
  static Household of(Caller api, TestDatabase database, JsonObject seeded) {
    return new Household(
        api,
        database,
        seeded.getString("token"),
        seeded.getString("email"),
        seeded.getString("password"),
        seeded.getJsonArray("residence_ids").getLong(0));
  }

  /** A new account with a residence of its own, and as many more as it likes. */
  public static Household register(Caller api, TestDatabase database) {
    JsonObject someone = someone();
    JsonObject account = api.call(post("/api/auth/register/", null, someone));
    String token = account.getString("token");
    database.execute(
        "update subscription_usersubscription set tier = 'pro' where user_id = %d"
            .formatted(account.getJsonObject("user").getLong("id")));
    long residence = api.call(post("/api/residences/", token, residence())).getLong("id");
    return new Household(
        api, database, token, someone.getString("email"), someone.getString("password"), residence);
  }

  /** A home that nobody else belongs to. */
  public long home() {
    return residence;
  }

  /** The id of its owner. */
  public long owner() {
    return owner;
  }

  /** The token of its owner. */
  public String token() {
    return token;
  }

  public List<Operation> operations() {
    return Stream.of(
            accounts.all(),
            staff.all(),
            residences.all(),
            contractors.all(),
            documents.all(),
            uploads.all(),
            notifications.all(),
            subscriptions.all(),
            OfferOperations.all(token),
            own())
        .flatMap(List::stream)
        .toList();
  }

  private static Request identity(String provider, String nonce) {
    return post(
        "/api/auth/" + provider + "-sign-in/",
        null,
        new JsonObject()
            .put(
                "identity_token",
                IdentityProvider.signed(IdentityProvider.claims().claim("nonce", nonce).build()))
            .put("nonce", NONCE));
  }

  private List<Operation> own() {
    return List.of(
        open("register", () -> post("/api/auth/register/", null, someone())),
        open("appleSignIn", () -> identity("apple", hashed(NONCE))),
        open("googleSignIn", () -> identity("google", NONCE)),
        open("login", () -> post("/api/auth/login/", null, credentials())),
        closed("me", () -> get("/api/auth/me/")),
        closed("refresh", () -> post("/api/auth/refresh/", signIn(), null)),
        closed("logout", () -> post("/api/auth/logout/", signIn(), null)),
        closed("listResidences", () -> get("/api/residences/")),
        closed("createResidence", () -> post("/api/residences/", token, residence())),
        closed("getResidence", () -> get("/api/residences/" + residence + "/")),
        closed("updateResidence", () -> patch("/api/residences/" + residence + "/", "description")),
        closed(
            "deleteResidence",
            () -> delete("/api/residences/" + make("/api/residences/", residence()) + "/")),
        closed("listTasks", () -> get("/api/tasks/")),
        closed(
            "listTasks?updated_since", () -> get("/api/tasks/?updated_since=2026-01-01T00:00:00Z")),
        closed("tasksByResidence", () -> get("/api/tasks/by-residence/" + residence + "/")),
        closed("listCompletedTasks", () -> get("/api/tasks/completed/")),
        closed("createTask", () -> post("/api/tasks/", token, task())),
        closed(
            "createTasksBulk",
            () ->
                post(
                    "/api/tasks/bulk/",
                    token,
                    new JsonObject()
                        .put("residence_id", residence)
                        .put(
                            "tasks", new JsonArray().add(new JsonObject().put("template_id", 1))))),
        closed("listTemplates", () -> get("/api/tasks/templates/")),
        closed("groupedTemplates", () -> get("/api/tasks/templates/grouped/")),
        closed("searchTemplates", () -> get("/api/tasks/templates/search/?q=guters")),
        closed("templatesByCategory", () -> get("/api/tasks/templates/by-category/hvac/")),
        closed("getTemplate", () -> get("/api/tasks/templates/1/")),
        closed("suggestTasks", () -> get("/api/tasks/suggestions/?residence_id=" + residence)),
        closed("getTask", () -> get("/api/tasks/" + make(task()) + "/")),
        closed("updateTask", () -> patch("/api/tasks/" + make(task()) + "/", "notes")),
        closed("previewSchedule", () -> get("/api/tasks/" + make(task()) + "/schedule/?count=12")),
        closed("replaceTask", () -> replacement(make(task()))),
        closed("rotateCalendarFeed", () -> post("/api/tasks/calendar-feed/", token, null)),
        open("calendarFeed", () -> new Request("GET", calendar(), null, null)),
        closed("revokeCalendarFeed", () -> delete("/api/tasks/calendar-feed/")),
        closed("markInProgress", () -> transition(make(task()), "mark-in-progress")),
        closed("cancelTask", () -> transition(make(task()), "cancel")),
        closed("uncancelTask", () -> transition(after("cancel"), "uncancel")),
        closed("archiveTask", () -> transition(make(task()), "archive")),
        closed("unarchiveTask", () -> transition(after("archive"), "unarchive")),
        closed("snoozeTask", () -> transition(make(task()), "snooze", "until", "2199-01-01")),
        closed(
            "skipOccurrence", () -> transition(make(task()), "skip", "occurrence", "2026-06-01")),
        closed("undoTask", () -> transition(after("cancel"), "undo")),
        closed("createCompletion", () -> completion()),
        closed("listTaskCompletions", () -> get("/api/tasks/" + make(task()) + "/completions/")),
        closed("listCompletions", () -> get("/api/task-completions/")),
        closed("getCompletion", () -> get(completed())),
        closed("updateCompletion", () -> patch(completed(), "notes")),
        closed("deleteCompletion", () -> delete(completed())),
        closed("quickComplete", () -> completion(make(task()))),
        closed("deleteTask", () -> delete("/api/tasks/" + make(task()) + "/")));
  }

  private static Operation open(String id, Supplier<Request> next) {
    return new Operation(id, false, next);
  }

  private static Operation closed(String id, Supplier<Request> next) {
    return new Operation(id, true, next);
  }

  private Request get(String path) {
    return new Request("GET", path, token, null);
  }

  private Request delete(String path) {
    return new Request("DELETE", path, token, null);
  }

  private static Request post(String path, @Nullable String as, @Nullable JsonObject body) {
    return new Request("POST", path, as, body);
  }

  private Request patch(String path, String field) {
    return new Request(
        "PATCH", path, token, new JsonObject().put(field, "Measured " + UUID.randomUUID()));
  }

  private Request replacement(long id) {
    return new Request(
        "PUT", "/api/tasks/" + id + "/", token, new JsonObject().put("title", "Replaced"));
  }

  private Request completion(long id) {
    return post(
        "/api/tasks/" + id + "/quick-complete/",
        token,
        new JsonObject().put("occurrence", "2026-06-01"));
  }

  private Request transition(long id, String action) {
    return post("/api/tasks/" + id + "/" + action + "/", token, null);
  }

  private Request transition(long id, String action, String field, String date) {
    return post("/api/tasks/" + id + "/" + action + "/", token, new JsonObject().put(field, date));
  }

  /** A task with which {@code action} was done. */
  private long after(String action) {
    long id = make(task());
    api.call(transition(id, action));
    return id;
  }

  /** The path of a new calendar. */
  private String calendar() {
    return api.call(post("/api/tasks/calendar-feed/", token, null)).getString("path");
  }

  private Request completion() {
    return post(
        "/api/task-completions/",
        token,
        new JsonObject()
            .put("task_id", make(task()))
            .put("occurrence", "2026-06-01")
            .put("performed_at", "2026-06-02T10:00:00Z"));
  }

  /** The path of a new completion. */
  private String completed() {
    long id = api.call(completion()).getJsonObject("completion").getLong("id");
    return "/api/task-completions/" + id + "/";
  }

  private long make(JsonObject task) {
    return make("/api/tasks/", task);
  }

  private long make(String path, JsonObject body) {
    return api.call(post(path, token, body)).getLong("id");
  }

  /** A session of its own, for what ends or changes sessions. */
  private String signIn() {
    return api.call(post("/api/auth/login/", null, credentials())).getString("token");
  }

  private JsonObject credentials() {
    return new JsonObject().put("username", email).put("password", password);
  }

  /** A registration that nobody has made. */
  static JsonObject someone() {
    String name = "bench-" + UUID.randomUUID().toString().substring(0, 8);
    return new JsonObject()
        .put("username", name)
        .put("email", name + "@example.com")
        .put("password", PASSWORD);
  }

  private static JsonObject residence() {
    return new JsonObject().put("name", "Bench Street").put("time_zone", "Europe/Berlin");
  }

  private JsonObject task() {
    return new JsonObject()
        .put("residence_id", residence)
        .put("title", "Check the smoke detector")
        .put("frequency", "monthly")
        .put("due_date", "2026-06-01");
  }
}
