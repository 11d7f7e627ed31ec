package com.honeydue.auth;

import static com.honeydue.testing.OnLoop.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.Eventually;
import com.honeydue.testing.TestDatabase;
import com.honeydue.testing.TestRedis;
import com.honeydue.testing.TestSettings;
import com.honeydue.testing.WireProxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sessions that end in a process which alone cannot reach Redis, while the others believe Redis.
 */
class EndsElsewhereTest {

  private static final String PASSWORD = "correct horse battery";

  private final TestDatabase database = TestDatabase.create();
  private final TestRedis redis = TestRedis.create();
  private final WireProxy wire =
      WireProxy.inFrontOf("127.0.0.1", URI.create(redis.url()).getPort(), Duration.ZERO);
  private final List<AuthNode> nodes = new ArrayList<>();

  /** Reaches Redis. */
  private final AuthNode within = node(Map.of());

  /** Reaches it as long as the wire lets it. */
  private final AuthNode cutOff =
      node(Map.of("REDIS_URL", redis.url().replaceFirst(":\\d+/", ":" + wire.port() + "/")));

  @AfterEach
  void close() {
    nodes.forEach(AuthNode::close);
    wire.close();
    redis.close();
    database.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anEndThatRedisMissedShouldReachTheOthers(boolean all) {
    String token = await(within.register("anna", PASSWORD)).token();
    String other = await(within.register("bert", PASSWORD)).token();
    assertThat(await(within.knows(token))).isTrue();
    cutOff();
    await(all ? cutOff.logoutAll(token) : cutOff.logout(token));
    assertThat(await(cutOff.knows(token))).isFalse();
    Eventually.until("the others know", () -> !await(within.knows(token)));
    assertThat(within.keys("auth:*:t:" + TokenHash.digest(token).hex()))
        .as("redis still keeps the token, which counts no more")
        .hasSize(1);
    assertThat(cutOff.reachesRedis()).as("it was not the process itself that told").isFalse();
    assertThat(await(within.knows(other))).isTrue();
  }

  @Test
  void aProcessThatStartsLaterShouldKnowToo() {
    String token = await(within.register("anna", PASSWORD)).token();
    cutOff();
    within.close();
    nodes.remove(within);
    await(cutOff.logout(token));
    cutOff.close();
    nodes.remove(cutOff);
    var later = node(Map.of());
    assertThat(await(later.knows(token))).as("before or after its first look").isFalse();
    Eventually.until("it has told redis", () -> !later.keys("auth:*:s:*").isEmpty());
    assertThat(await(later.knows(token))).isFalse();
  }

  /** What Redis keeps is believed only by who has just looked. */
  @Test
  void whoHasNotLookedLatelyShouldAskTheDatabase() {
    var seldom = node(Map.of("AUTH_ENDED_ELSEWHERE_EVERY", "1h"));
    String token = await(within.register("anna", PASSWORD)).token();
    database.execute("delete from user_authtoken");
    assertThat(within.keys("auth:*:t:*")).hasSize(1);
    assertThat(await(within.knows(token))).as("known to redis").isTrue();
    Eventually.until("its first look is too long ago", () -> !await(seldom.knows(token)));
  }

  @Test
  void withoutTheDatabaseRedisShouldStillBeBelieved() {
    String token = await(within.register("anna", PASSWORD)).token();
    var postgres =
        WireProxy.inFrontOf("127.0.0.1", URI.create(database.url()).getPort(), Duration.ZERO);
    var node =
        node(
            Map.of(
                "DATABASE_URL", behind(postgres, database.url()),
                "DATABASE_SLOW_URL", behind(postgres, database.slowUrl())));
    assertThat(await(node.knows(token))).isTrue();
    postgres.refuse(true);
    postgres.kill();
    Eventually.until(
        "it has noticed and looked again",
        () -> await(node.authenticate(token).map(known -> true).otherwise(false)));
    postgres.close();
  }

  @Test
  void nothingShouldBeNotedWhileRedisCanBeTold() {
    String token = await(within.register("anna", PASSWORD)).token();
    await(within.logoutAll(await(within.login("anna", PASSWORD)).token()));
    assertThat(await(within.knows(token))).isFalse();
    assertThat(database.number("select count(*) from user_sessionend")).isZero();
  }

  private void cutOff() {
    wire.refuse(true);
    wire.kill();
    Eventually.until("redis is out of reach", () -> !cutOff.reachesRedis());
  }

  private static String behind(WireProxy proxy, String url) {
    return url.replaceFirst(":\\d+/", ":" + proxy.port() + "/");
  }

  private AuthNode node(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(TestSettings.environment(database, redis));
    environment.put("AUTH_LOCAL_CACHE", "0s");
    environment.put("DATABASE_LANES", "2");
    environment.put("DATABASE_WRITE_LANES", "1");
    environment.putAll(more);
    var node = new AuthNode(environment);
    nodes.add(node);
    return node;
  }
}
