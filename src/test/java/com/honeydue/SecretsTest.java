package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import com.honeydue.auth.Mailbox;
import com.honeydue.notifications.SignedLinks;
import com.honeydue.telemetry.JsonLogEncoder;
import com.honeydue.testing.Answer;
import com.honeydue.testing.Api;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.StorePeers;
import com.honeydue.testing.TestServer;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Drives everything that has to do with secrets, also wrongly, and looks for them in whatever the
 * server lets be seen: log lines, spans, metrics, problems.
 */
class SecretsTest {

  private static final String PASSWORD = "kestrel over wet slate";
  private static final String NEW_PASSWORD = "gravel under blue lamps";
  private static final String LAST_PASSWORD = "seven lanterns in fog";
  private static final String WRONG_PASSWORD = "never anybodys password";

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final Level level = root.getLevel();
  private final TestServer server = TestServer.start(Mailbox.SETTINGS);
  private final Mailbox mailbox = new Mailbox(server.database());

  /** What it is, by the secret itself. */
  private final Map<String, String> secrets = new LinkedHashMap<>();

  private final List<Answer> problems = new ArrayList<>();

  @BeforeEach
  void listen() {
    var encoder = new JsonLogEncoder();
    encoder.setContext(root.getLoggerContext());
    encoder.start();
    appender.setContext(root.getLoggerContext());
    appender.setEncoder(encoder);
    appender.setOutputStream(log);
    appender.start();
    root.setLevel(Level.INFO);
    root.addAppender(appender);
    secret("a password", PASSWORD, NEW_PASSWORD, LAST_PASSWORD, WRONG_PASSWORD);
    secret("a password's hash", "$argon2id$");
  }

  @AfterEach
  void stop() {
    root.detachAppender(appender);
    root.setLevel(level);
    server.close();
  }

  @Test
  void nothingSensitiveShouldBeSeen() {
    String token = beginAndMistake();
    token = changeAddress(token);
    token = forget(token);
    failInside(token);
    subscribe(token);
    notifications(token);
    readByLink();
    purchases(token);
    leave(token);
    String metrics = server.api().get("/metrics").expect(200).body();
    Eventually.until("the last request is logged", () -> logged().contains("/metrics"));

    // What is looked through is there at all.
    assertThat(problems).hasSizeGreaterThan(15);
    assertThat(logged()).contains("\"route\":\"/api/auth/login/\"", "statement failed");
    assertThat(server.spans()).extracting(SpanData::getName).contains("POST /api/auth/login/");
    assertThat(metrics).contains("/api/auth/reset-password/");

    var seen =
        Map.of(
            "log", logged(),
            "spans", spans(),
            "metrics", metrics,
            "problems", problems.stream().map(Answer::body).collect(Collectors.joining("\n")));
    seen.forEach(
        (where, text) ->
            secrets.forEach(
                (secret, what) ->
                    assertThat(text.contains(secret)).as("%s in %s", what, where).isFalse()));
    String jobs = String.valueOf(server.database().column("select payload::text from jobs_outbox"));
    secrets.forEach(
        (secret, what) ->
            assertThat(!what.equals("an address") && jobs.contains(secret))
                .as("%s in the outbox", what)
                .isFalse());
  }

  /** Registers, signs in, refreshes, and does each wrongly. */
  private String beginAndMistake() {
    String email = address("anna.secret@example.com");
    var registration =
        new JsonObject().put("username", "anna").put("email", email).put("password", PASSWORD);
    var registered = token(open("register", registration).expect(201));
    problem(open("register", registration), 409);
    problem(open("register", registration.copy().put("password", "password")), 400);
    problem(open("register", registration.copy().put("time_zone", email)), 400);
    problem(open("register", registration.copy().put("username", PASSWORD)), 400);
    problem(open("login", credentials(email, WRONG_PASSWORD)), 401);
    problem(open("login", credentials(address("nobody.secret@example.com"), PASSWORD)), 401);
    problem(open("login", new JsonObject().put("username", email).put("pasword", PASSWORD)), 400);
    problem(server.api().json("POST", "/api/auth/login/", "{\"password\": \"" + PASSWORD), 400);
    String token = token(open("login", credentials(email, PASSWORD)).expect(200));
    token = token(as(token).post("/api/auth/refresh/").expect(200));
    String broken = token.substring(1) + "A";
    secret("a token", broken);
    problem(as(broken).get("/api/auth/me/"), 401);
    problem(as(token).get("/api/auth/me/?token=" + token), 400);
    as(registered).post("/api/auth/logout/").expect(204);
    as(token).get("/api/auth/sessions/").expect(200);
    return token;
  }

  private String changeAddress(String token) {
    address("bert.secret@example.com");
    server.register();
    String taken = address(server.register().getJsonObject("user").getString("email"));
    problem(profile(token, "email", taken), 409);
    problem(profile(token, "email", "no address but " + PASSWORD), 400);
    profile(token, "email", "bert.secret@example.com").expect(200);
    String code = code("mail.verify_email", "bert.secret@example.com");
    problem(verify(token, Mailbox.wrong(code)), 400);
    problem(verify(token, PASSWORD), 400);
    verify(token, code).expect(200);
    problem(as(token).post("/api/auth/resend-verification/"), 409);
    return token;
  }

  private String forget(String token) {
    String email = "bert.secret@example.com";
    problem(change(token, WRONG_PASSWORD, NEW_PASSWORD), 400);
    change(token, PASSWORD, NEW_PASSWORD).expect(204);
    open("forgot-password", new JsonObject().put("email", email)).expect(202);
    open("forgot-password", new JsonObject().put("email", "nobody.secret@example.com")).expect(202);
    String code = code("mail.reset_password", email);
    problem(open("verify-reset-code", reset(email, Mailbox.wrong(code))), 400);
    var exchanged = open("verify-reset-code", reset(email, code)).expect(200).json();
    String resetToken = exchanged.getString("reset_token");
    secret("a reset token", resetToken);
    problem(open("reset-password", fresh(resetToken, "trustno1")), 400);
    problem(open("reset-password", fresh(resetToken + "A", LAST_PASSWORD)), 400);
    open("reset-password", fresh(resetToken, LAST_PASSWORD)).expect(204);
    problem(open("reset-password", fresh(resetToken, LAST_PASSWORD)), 400);
    return token(open("login", credentials(email, LAST_PASSWORD)).expect(200));
  }

  /** PostgreSQL tells the whole row that it refused, with the address and the hash in it. */
  private void failInside(String token) {
    server
        .database()
        .execute("alter table auth_user add constraint no_boom check (first_name <> 'boom')");
    problem(profile(token, "first_name", "boom"), 500);
  }

  /** The calendar's address is its secret. */
  private void subscribe(String token) {
    var feed = as(token).post("/api/tasks/calendar-feed/").expect(201).json();
    String secret = feed.getString("feed_token");
    String another = new StringBuilder(secret).reverse().toString();
    secret("a calendar's address", secret, another);
    server.api().get(feed.getString("path")).expect(200);
    problem(server.api().get("/api/calendar/" + another + ".ics"), 404);
    problem(server.api().get("/api/calendar/" + secret + "A.ics"), 400);
    problem(server.api().get("/api/calendar/" + secret + ".ics?x=1"), 400);
  }

  /** A device's token, and the tokens in links. */
  private void notifications(String token) {
    long user = as(token).get("/api/auth/me/").expect(200).json().getLong("id");
    String device = "fcm-device-token-that-is-personal";
    secret("a device's token", device);
    as(token)
        .post(
            "/api/notifications/devices/",
            new JsonObject().put("provider", "fcm").put("token", device))
        .expect(201);
    problem(
        as(token)
            .post(
                "/api/notifications/devices/",
                new JsonObject().put("provider", "apns").put("token", device)),
        400);
    String action = SignedLinks.action(user, 1, "2026-06-01", "complete");
    String link = SignedLinks.unsubscribe(user, "task_overdue");
    secret("an action's token", action.split("/", -1)[4]);
    secret("a token that turns mails off", link.split("/", -1)[4]);
    problem(server.api().post(action), 404);
    problem(server.api().post(action.replace("complete", "snooze")), 404);
    problem(server.api().post(action.replace("complete", "delete")), 404);
    server.api().get(link).expect(200);
    server.api().post(link).expect(200);
  }

  /** Whoever has such a link reads the file, so a broken one says nothing either. */
  private void readByLink() {
    String token = "MTc4MDIyMDYwMApmaWxl.a-link-that-nobody-has-signed";
    secret("a file's link", token);
    problem(server.api().get("/api/media/signed/" + token + "/"), 404);
    server.api().get("/api/media/signed/" + token).expect(308);
  }

  /** What was bought, and what the stores send of it. */
  private void purchases(String token) {
    var stores = StorePeers.shared();
    String bought = stores.boughtAtGoogle();
    String signed = stores.boughtAtApple();
    String notice = stores.notification();
    String push = stores.authorization();
    String unknown = "a-purchase-token-of-nobody";
    secret("a purchase", bought, signed, unknown);
    secret("what a store has signed", notice, push.substring("Bearer ".length()));
    purchase(token, "google", "purchase_token", bought).expect(200);
    purchase(token, "apple", "signed_transaction", signed).expect(200);
    problem(purchase(token, "google", "purchase_token", unknown), 422);
    problem(purchase(token, "apple", "signed_transaction", signed + "A"), 422);
    problem(purchase(token, "google", "signed_transaction", signed), 400);
    var webhooks = "/api/subscriptions/webhooks/";
    var body = new JsonObject().put("signedPayload", notice);
    server.api().post(webhooks + "apple/", body).expect(204);
    problem(server.api().post(webhooks + "apple/", body.copy().put("signedPayload", signed)), 403);
    server.api().with("Authorization", push).post(webhooks + "google/", stores.push()).expect(204);
    problem(
        server.api().with("Authorization", push + "A").post(webhooks + "google/", stores.push()),
        403);
  }

  private Answer purchase(String token, String store, String field, String proof) {
    return as(token)
        .post(
            "/api/subscriptions/purchase/", new JsonObject().put("store", store).put(field, proof));
  }

  private void leave(String token) {
    as(token).post("/api/auth/export/").expect(202);
    as(token).delete("/api/auth/account/?dry_run=true").expect(200);
    as(token).delete("/api/auth/account/").expect(200);
    Eventually.until("it is gone", () -> as(token).get("/api/auth/me/").status() == 401);
  }

  private String logged() {
    return log.toString(StandardCharsets.UTF_8);
  }

  private String spans() {
    return server.spans().stream()
        .map(
            span ->
                "%s %s %s %s"
                    .formatted(
                        span.getName(), span.getAttributes(), span.getEvents(), span.getStatus()))
        .collect(Collectors.joining("\n"));
  }

  private void problem(Answer answer, int status) {
    problems.add(answer.expect(status));
  }

  private String address(String email) {
    secret("an address", email);
    return email;
  }

  private String token(Answer signedIn) {
    String token = TestServer.token(signedIn.json());
    secret("a token", token);
    return token;
  }

  private String code(String type, String email) {
    String code = mailbox.code(type, email);
    // Alone, six digits may be part of any number.
    secret("a code", "\"" + code + "\"");
    return code;
  }

  private void secret(String what, String... values) {
    for (String value : values) {
      secrets.put(value, what);
    }
  }

  private Answer open(String operation, JsonObject body) {
    return server.api().post("/api/auth/" + operation + "/", body);
  }

  private Api as(String token) {
    return server.api().as(token);
  }

  private Answer profile(String token, String field, String value) {
    return as(token).patch("/api/auth/profile/", new JsonObject().put(field, value));
  }

  private Answer verify(String token, String code) {
    return as(token).post("/api/auth/verify-email/", new JsonObject().put("code", code));
  }

  private Answer change(String token, String old, String fresh) {
    return as(token)
        .post(
            "/api/auth/change-password/",
            new JsonObject().put("old_password", old).put("new_password", fresh));
  }

  private static JsonObject credentials(String email, String password) {
    return new JsonObject().put("username", email).put("password", password);
  }

  private static JsonObject reset(String email, String code) {
    return new JsonObject().put("email", email).put("code", code);
  }

  private static JsonObject fresh(String resetToken, String password) {
    return new JsonObject().put("reset_token", resetToken).put("new_password", password);
  }
}
