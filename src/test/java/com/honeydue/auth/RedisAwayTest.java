package com.honeydue.auth;

import static com.honeydue.testing.OnLoop.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.Durability;
import com.honeydue.testing.EmbeddedRedis;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.TestDatabase;
import com.honeydue.testing.TestSettings;
import io.vertx.redis.client.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tokens while Redis is stopped, silent or restarted, and after processes that died at a bad
 * moment.
 */
class RedisAwayTest {

  private static final String PASSWORD = "correct horse battery";

  private final TestDatabase database = TestDatabase.create();
  private final List<AuthNode> nodes = new ArrayList<>();
  @TempDir private Path directory;
  private EmbeddedRedis redis;

  @BeforeEach
  void open() {
    redis = EmbeddedRedis.in(directory, Durability.FULL);
  }

  @AfterEach
  void close() {
    nodes.forEach(AuthNode::close);
    redis.close();
    database.close();
  }

  @Test
  void everythingShouldWorkWithoutRedis() {
    var node = node();
    String before = await(node.register("anna", PASSWORD)).token();
    redis.stop();
    assertThat(await(node.knows(before))).isTrue();
    String registered = await(node.register("bert", PASSWORD)).token();
    String signedIn = await(node.login("bert", PASSWORD)).token();
    String refreshed = await(node.refresh(signedIn)).token();
    assertThat(await(node.knows(registered))).isTrue();
    assertThat(await(node.knows(refreshed))).isTrue();
    await(node.logout(registered));
    assertThat(await(node.knows(registered))).isFalse();
    await(node.logoutAll(refreshed));
    assertThat(await(node.knows(refreshed))).isFalse();
    redis.start();
    Eventually.until("redis is back", node::reachesRedis);
    assertThat(await(node.knows(before))).isTrue();
    assertThat(await(node.knows(registered))).isFalse();
  }

  @Test
  void aSessionEndedWhileRedisWasSilentShouldStayEndedOnceItAnswersAgain() throws Exception {
    var node = node();
    String token = await(node.register("anna", PASSWORD)).token();
    var caller = await(node.authenticate(token));
    signal("STOP");
    try {
      await(node.logout(token));
      assertThat(await(node.knows(token))).isFalse();
    } finally {
      signal("CONT");
    }
    Eventually.until("redis is back", node::reachesRedis);
    String session = key(node, Scope.session(caller.sessionId()));
    Eventually.until(
        "redis has been told", () -> node.redis(Command.HEXISTS, session, "at").equals("1"));
    // The token itself is still there, but counts no more.
    assertThat(keys(node, "t:*")).isNotEmpty();
    assertThat(await(node().knows(token))).isFalse();
  }

  @Test
  void aRestartedRedisShouldServeNothingItFoundOnItsDisk() {
    String token = await(node().register("anna", PASSWORD)).token();
    forgetInTheDatabase();
    assertThat(await(node().knows(token))).as("known to redis").isTrue();
    redis.stop();
    redis.start();
    var later = node();
    assertThat(later.redis(Command.DBSIZE)).as("data from the disk").isNotEqualTo("0");
    assertThat(await(later.knows(token))).isFalse();
  }

  /** Between the database's commit and the release: what a killed process leaves. */
  @Test
  void aHoldShouldHideTheSessionFromRedisWhileItsProcessMayBeAtWork() {
    var node = node();
    String token = await(node.register("anna", PASSWORD)).token();
    var caller = await(node.authenticate(token));
    for (var scope : List.of(Scope.session(caller.sessionId()), Scope.user(caller.userId()))) {
      String held = key(node, scope);
      node.redis(Command.HSET, held, "someone", Long.toString(Instant.now().getEpochSecond()));
      assertThat(await(node().knows(token))).as("asked of the database").isTrue();
      assertThat(node.redis(Command.HEXISTS, held, "someone")).isEqualTo("1");
      node.redis(Command.DEL, held);
    }
    node.redis(
        Command.HSET,
        key(node, Scope.user(caller.userId())),
        "someone",
        Long.toString(Instant.now().getEpochSecond()));
    forgetInTheDatabase();
    assertThat(await(node().knows(token))).isFalse();
  }

  @Test
  void aHoldWhoseProcessDiedLongAgoShouldBecomeAMark() {
    var node = node();
    String token = await(node.register("anna", PASSWORD)).token();
    var caller = await(node.authenticate(token));
    String held = key(node, Scope.session(caller.sessionId()));
    long longAgo = Instant.now().getEpochSecond() - TokenScripts.ABANDONED_SECONDS - 1;
    node.redis(Command.HSET, held, "someone", Long.toString(longAgo));
    assertThat(await(node().knows(token))).as("asked of the database").isTrue();
    assertThat(node.redis(Command.HEXISTS, held, "someone")).isEqualTo("0");
    assertThat(node.redis(Command.HEXISTS, held, "at")).isEqualTo("1");
    // What was read before the mark was not kept; what is read from now on is.
    assertThat(await(node().knows(token))).isTrue();
    forgetInTheDatabase();
    assertThat(await(node().knows(token))).as("known to redis").isTrue();
  }

  /** A process that was stopped for long between its question and its answer. */
  @Test
  void whatWasReadLongAgoShouldNotBeKept() {
    var node = node();
    var signedIn = await(node.register("anna", PASSWORD));
    var caller = await(node.authenticate(signedIn.token()));
    var hash = TokenHash.digest("some token");
    var token = new KnownToken(caller, signedIn.expiresAt(), null);
    long now = Instant.now().getEpochSecond();
    assertThat(await(node.keep(hash, token, now - TokenScripts.ABANDONED_SECONDS - 1))).isFalse();
    assertThat(keys(node, "t:" + hash.hex())).isEmpty();
    assertThat(await(node.keep(hash, token, now))).isTrue();
    assertThat(keys(node, "t:" + hash.hex())).hasSize(1);
  }

  private void forgetInTheDatabase() {
    database.execute("delete from user_authtoken");
  }

  private static String key(AuthNode node, Scope scope) {
    String token = keys(node, "t:*").getFirst();
    return token.substring(0, token.indexOf(":t:") + 1) + scope.key();
  }

  private static List<String> keys(AuthNode node, String pattern) {
    return node.keys("auth:*:" + pattern);
  }

  /** Another process, which has seen nothing yet. */
  private AuthNode node() {
    Map<String, String> environment = new HashMap<>(TestSettings.environment(database));
    environment.put("REDIS_URL", redis.url(0));
    environment.put("REDIS_TIMEOUT", "1s");
    environment.put("DATABASE_LANES", "2");
    environment.put("DATABASE_WRITE_LANES", "1");
    var node = new AuthNode(environment);
    nodes.add(node);
    return node;
  }

  private void signal(String name) throws IOException, InterruptedException {
    int status =
        new ProcessBuilder("kill", "-" + name, Long.toString(redis.pid())).start().waitFor();
    assertThat(status).isZero();
  }
}
