package com.honeydue.auth;

import static com.honeydue.testing.OnLoop.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Caller;
import com.honeydue.bus.Reply;
import com.honeydue.testing.AnswerGate;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.TestDatabase;
import com.honeydue.testing.TestRedis;
import com.honeydue.testing.TestSettings;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Look-ups against the ends of sessions, in several processes over one database and one Redis. */
class LogoutRaceTest {

  private static final String PASSWORD = "correct horse battery";
  private static final String OTHER = "gravel under blue lamps";

  private final TestDatabase database = TestDatabase.create();
  private final TestRedis redis = TestRedis.create();
  private final AnswerGate gate = AnswerGate.inFrontOf(URI.create(database.url()).getPort());
  private final List<AuthNode> nodes = new ArrayList<>();

  /** Asks the database through the gate. */
  private AuthNode slow;

  /** Another process, which asks it directly. */
  private AuthNode quick;

  @BeforeEach
  void open() {
    slow =
        node(
            Map.of("DATABASE_URL", database.url().replaceFirst(":\\d+/", ":" + gate.port() + "/")));
    quick = node(Map.of());
  }

  @AfterEach
  void close() {
    gate.open();
    nodes.forEach(AuthNode::close);
    gate.close();
    redis.close();
    database.close();
  }

  /** Every way in which others end a session. */
  enum Ending {
    LOGOUT,
    LOGOUT_OF_ALL,
    END_OF_ONE,
    CHANGED_PASSWORD,
    RESET_PASSWORD,
    DISABLED,
    DELETED
  }

  @ParameterizedTest
  @EnumSource(Ending.class)
  void aLookUpInFlightShouldNotBringAnEndedSessionBack(Ending ending) {
    var other = await(quick.register("anna", PASSWORD));
    String token = await(quick.login("anna", PASSWORD)).token();
    redis.flush();
    gate.shut();
    var inFlight = slow.knows(token);
    // PostgreSQL has found the token alive, and nobody knows it yet.
    Eventually.until("the database has answered", gate::holdsAnswers);
    end(ending, token, other);
    gate.open();
    await(inFlight);
    // It was asked while the token lived, so either answer is right; what counts is what it leaves
    // behind.
    assertThat(await(slow.knows(token))).isFalse();
    assertThat(await(quick.knows(token))).isFalse();
    assertThat(await(node(Map.of()).knows(token))).isFalse();
  }

  private void end(Ending ending, String token, SignedIn other) {
    var caller = await(quick.authenticate(other.token()));
    switch (ending) {
      case LOGOUT -> await(quick.logout(token));
      case LOGOUT_OF_ALL -> await(quick.logoutAll(token));
      case END_OF_ONE -> {
        long session = await(quick.authenticate(token)).sessionId();
        await(quick.send("endSession", caller, Arguments.of(Map.of("id", session))));
      }
      case CHANGED_PASSWORD ->
          await(send("changePassword", caller, "old_password", PASSWORD, "new_password", OTHER));
      case RESET_PASSWORD -> reset(other.user().email());
      case DISABLED -> {
        var staff = await(quick.register("staff", PASSWORD));
        database.execute("update auth_user set is_staff = true where username = 'staff'");
        await(
            quick.send(
                "adminDisableUser",
                await(quick.authenticate(staff.token())),
                Arguments.of(Map.of("id", caller.userId()))));
      }
      case DELETED -> await(quick.send("deleteAccount", caller, Arguments.NONE));
    }
  }

  private void reset(String email) {
    await(send("forgotPassword", Caller.ANONYMOUS, "email", email));
    String code = new Mailbox(database).code("mail.reset_password", email);
    var told =
        (ResetToken.Told)
            await(send("verifyResetCode", Caller.ANONYMOUS, "email", email, "code", code)).body();
    await(
        send(
            "resetPassword",
            Caller.ANONYMOUS,
            "reset_token",
            Objects.requireNonNull(told).resetToken(),
            "new_password",
            OTHER));
  }

  private Future<Reply> send(String operation, Caller caller, String... fields) {
    var body = new JsonObject();
    for (int i = 0; i < fields.length; i += 2) {
      body.put(fields[i], fields[i + 1]);
    }
    return quick.send(operation, caller, new Arguments(Map.of(), body));
  }

  /** The test above would prove nothing if the look-up had not been about to be kept. */
  @Test
  void aLookUpInFlightShouldBeKeptWhenNothingEnds() {
    String token = await(quick.register("bert", PASSWORD)).token();
    redis.flush();
    gate.shut();
    var inFlight = slow.knows(token);
    Eventually.until("the database has answered", gate::holdsAnswers);
    gate.open();
    assertThat(await(inFlight)).isTrue();
    database.execute("delete from user_authtoken");
    assertThat(await(quick.knows(token))).as("known to redis").isTrue();
  }

  @Test
  void aLoginInFlightShouldNotOutliveTheEndOfAllSessions() {
    String token = await(quick.register("carla", PASSWORD)).token();
    gate.shut();
    var inFlight = slow.login("carla", PASSWORD);
    Eventually.until("the database has answered", gate::holdsAnswers);
    await(quick.logoutAll(token));
    gate.open();
    String late = await(inFlight).token();
    assertThat(await(slow.knows(late))).isFalse();
    assertThat(await(quick.knows(late))).isFalse();
    redis.flush();
    assertThat(await(node(Map.of()).knows(late))).isFalse();
  }

  /**
   * The generation alone: the login's statement has read the old one when the other moves it on.
   */
  @Test
  void aLoginThatReadTheOldGenerationShouldMakeADeadToken() throws Exception {
    String token = await(quick.register("dora", PASSWORD)).token();
    database.execute(
        """
        create function wait_for_the_test() returns trigger language plpgsql as $$
        begin
          perform pg_advisory_xact_lock(4711);
          return new;
        end $$
        """,
        """
        create trigger wait_for_the_test before insert on user_authtoken for each row
        execute function wait_for_the_test()
        """);
    Future<SignedIn> inFlight;
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute("select pg_advisory_lock(4711)");
      inFlight = slow.login("dora", PASSWORD);
      Eventually.until(
          "the login waits inside its statement",
          () ->
              database.number(
                      "select count(*) from pg_locks where locktype = 'advisory' and not granted")
                  == 1);
      await(quick.logoutAll(token));
    }
    String late = await(inFlight).token();
    redis.flush();
    assertThat(await(node(Map.of()).knows(late))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sessionsShouldBeDeadAfterManyParallelLoginsAndLogouts(boolean withRedis) {
    if (!withRedis) {
      nodes.forEach(AuthNode::close);
      nodes.clear();
      slow = node(Map.of("REDIS_URL", "redis://127.0.0.1:1/0"));
      quick = node(Map.of("REDIS_URL", "redis://127.0.0.1:1/0"));
    }
    var anchor = await(quick.register("emil", PASSWORD));
    var rounds = new ArrayList<Future<String>>();
    for (int i = 0; i < 200; i++) {
      var here = i % 2 == 0 ? slow : quick;
      var there = i % 2 == 0 ? quick : slow;
      rounds.add(
          here.login("emil", PASSWORD)
              .map(SignedIn::token)
              .compose(token -> raced(here, there, token)));
    }
    var tokens = rounds.stream().map(round -> await(round)).toList();
    var third = node(withRedis ? Map.of() : Map.of("REDIS_URL", "redis://127.0.0.1:1/0"));
    for (String token : tokens) {
      assertThat(await(third.knows(token))).isFalse();
    }
    // What a process has seen it trusts for a second at most.
    for (String token : tokens) {
      Eventually.until(
          "dead in both processes", () -> !await(slow.knows(token)) && !await(quick.knows(token)));
    }
    assertThat(await(third.knows(anchor.token()))).isTrue();
    Eventually.until(
        "only the first session is left",
        () -> database.number("select count(*) from user_authtoken") == 1);
  }

  /** Looks the token up everywhere while its session is being ended. */
  private static Future<String> raced(AuthNode here, AuthNode there, String token) {
    var work = new ArrayList<Future<?>>();
    work.add(there.knows(token));
    work.add(here.knows(token));
    work.add(here.logout(token));
    work.add(there.knows(token));
    work.add(here.knows(token));
    return Future.join(work).map(done -> token);
  }

  private AuthNode node(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(TestSettings.environment(database, redis));
    environment.putAll(Mailbox.SETTINGS);
    environment.put("AUTH_HASH_QUEUE", "1000");
    environment.put("AUTH_SETTLE_AFTER", "50ms");
    environment.put("DATABASE_LANES", "2");
    environment.put("DATABASE_WRITE_LANES", "1");
    environment.putAll(more);
    var node = new AuthNode(environment);
    nodes.add(node);
    return node;
  }
}
