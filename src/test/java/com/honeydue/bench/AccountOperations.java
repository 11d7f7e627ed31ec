package com.honeydue.bench;

import com.honeydue.auth.Mailbox;
import com.honeydue.testing.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** What an account's owner does with it, each time with a new account. */
final class AccountOperations {

  private static final String PASSWORD = "correct horse battery staple";
  private static final String OTHER_PASSWORD = "gravel under blue lamps";

  private final Caller api;
  private final Mailbox mailbox;

  AccountOperations(Caller api, TestDatabase database) {
    this.api = api;
    this.mailbox = new Mailbox(database);
  }

  /** A new account. */
  private record Owner(String email, String token) {}

  List<Operation> all() {
    return List.of(
        closed("updateProfile", owner -> patch(owner, "first_name", "Alex")),
        closed("updateProfile?email", owner -> patch(owner, "email", "new-" + owner.email())),
        closed("changePassword", AccountOperations::changePassword),
        closed("sessions", owner -> as(owner, "GET", "/api/auth/sessions/")),
        closed("endSession", this::endSession),
        closed("verifyEmail", this::verifyEmail),
        closed("resendVerification", owner -> as(owner, "POST", "/api/auth/resend-verification/")),
        closed("exportAccount", owner -> as(owner, "POST", "/api/auth/export/")),
        closed("deleteAccount", owner -> as(owner, "DELETE", "/api/auth/account/")),
        closed(
            "deleteAccount?dry_run",
            owner -> as(owner, "DELETE", "/api/auth/account/?dry_run=true")),
        open("forgotPassword", AccountOperations::forgotPassword),
        open(
            "forgotPassword?unknown",
            owner -> forgotPassword(new Owner("no-" + owner.email(), ""))),
        open("verifyResetCode", this::verifyResetCode),
        open("resetPassword", this::resetPassword));
  }

  private Operation closed(String id, Function<Owner, Request> next) {
    return new Operation(id, true, () -> next.apply(owner()));
  }

  private Operation open(String id, Function<Owner, Request> next) {
    return new Operation(id, false, () -> next.apply(owner()));
  }

  private Owner owner() {
    String name = "owner-" + UUID.randomUUID();
    String email = name + "@example.com";
    JsonObject account =
        api.call(
            post(
                "/api/auth/register/",
                new JsonObject()
                    .put("username", name)
                    .put("email", email)
                    .put("password", PASSWORD)));
    return new Owner(email, account.getString("token"));
  }

  private static Request changePassword(Owner owner) {
    return new Request(
        "POST",
        "/api/auth/change-password/",
        owner.token(),
        new JsonObject().put("old_password", PASSWORD).put("new_password", OTHER_PASSWORD));
  }

  /** A new session ends the one before: a session is listed only once it was used. */
  private Request endSession(Owner owner) {
    String other =
        api.call(
                post(
                    "/api/auth/login/",
                    new JsonObject().put("username", owner.email()).put("password", PASSWORD)))
            .getString("token");
    var sessions = api.call(as(owner, "GET", "/api/auth/sessions/")).getJsonArray("items");
    long id = sessions.getJsonObject(0).getLong("id");
    return new Request("DELETE", "/api/auth/sessions/" + id + "/", other, null);
  }

  private Request verifyEmail(Owner owner) {
    String code = mailbox.code("mail.verify_email", owner.email());
    return new Request(
        "POST", "/api/auth/verify-email/", owner.token(), new JsonObject().put("code", code));
  }

  private static Request forgotPassword(Owner owner) {
    return post("/api/auth/forgot-password/", new JsonObject().put("email", owner.email()));
  }

  private Request verifyResetCode(Owner owner) {
    api.call(forgotPassword(owner));
    String code = mailbox.code("mail.reset_password", owner.email());
    return post(
        "/api/auth/verify-reset-code/",
        new JsonObject().put("email", owner.email()).put("code", code));
  }

  private Request resetPassword(Owner owner) {
    String token = api.call(verifyResetCode(owner)).getString("reset_token");
    return post(
        "/api/auth/reset-password/",
        new JsonObject().put("reset_token", token).put("new_password", OTHER_PASSWORD));
  }

  private static Request patch(Owner owner, String field, String value) {
    return new Request(
        "PATCH", "/api/auth/profile/", owner.token(), new JsonObject().put(field, value));
  }

  private static Request as(Owner owner, String method, String path) {
    return new Request(method, path, owner.token(), null);
  }

  private static Request post(String path, JsonObject body) {
    return new Request("POST", path, null, body);
  }
}
