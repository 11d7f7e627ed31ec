package com.honeydue.auth;

import static com.honeydue.testing.OnLoop.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Arguments;
import com.honeydue.testing.TestDatabase;
import com.honeydue.testing.TestRedis;
import com.honeydue.testing.TestSettings;
import com.honeydue.testing.WireProxy;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What each operation costs on the wire to PostgreSQL. */
class AuthRoundTripsTest {

  private static final String PASSWORD = "correct horse battery";

  private static TestDatabase database;
  private static TestRedis redis;
  private static WireProxy wire;
  private static AuthNode node;

  @BeforeAll
  static void open() {
    database = TestDatabase.create();
    redis = TestRedis.create();
    wire = WireProxy.inFrontOf("127.0.0.1", database.port(), Duration.ZERO);
    Map<String, String> environment = new HashMap<>(TestSettings.environment(database, redis));
    environment.put("DATABASE_URL", database.url().replaceFirst(":\\d+/", ":" + wire.port() + "/"));
    environment.put("DATABASE_KEEP_WARM_EVERY", "0");
    environment.put("AUTH_ENDED_ELSEWHERE_EVERY", "0");
    environment.put("AUTH_SETTLE_AFTER", "1h");
    environment.put("AUTH_LOCAL_CACHE", "0");
    node = new AuthNode(environment);
  }

  @AfterAll
  static void close() {
    node.close();
    wire.close();
    redis.close();
    database.close();
  }

  @Test
  void everyOperationShouldCostOneRoundTrip() {
    assertThat(trips(() -> node.register("anna", PASSWORD))).isEqualTo(1);
    var signedIn = await(node.login("anna", PASSWORD));
    String token = signedIn.token();
    var caller = await(node.authenticate(token));
    assertThat(trips(() -> node.login("anna", PASSWORD))).isEqualTo(1);
    assertThat(trips(() -> node.login("anna", "incorrect horse").otherwiseEmpty())).isEqualTo(1);
    assertThat(trips(() -> node.login("nobody", PASSWORD).otherwiseEmpty())).isEqualTo(1);
    assertThat(trips(() -> node.send("me", caller, Arguments.NONE))).isEqualTo(1);
    assertThat(trips(() -> node.refresh(token))).isEqualTo(1);
    String leaving = await(node.login("anna", PASSWORD)).token();
    assertThat(trips(() -> node.logout(leaving))).isEqualTo(1);
    String other = await(node.login("anna", PASSWORD)).token();
    assertThat(trips(() -> node.logoutAll(other))).isEqualTo(1);
  }

  @Test
  void authenticateShouldCostNoneWhenRedisKnowsTheTokenAndOneWhenItDoesNot() {
    String token = await(node.register("bert", PASSWORD)).token();
    assertThat(trips(() -> node.authenticate(token))).isZero();
    redis.flush();
    assertThat(trips(() -> node.authenticate(token))).isEqualTo(1);
    assertThat(trips(() -> node.authenticate(token))).isZero();
    assertThat(trips(() -> node.knows(Token.fresh().text()))).isEqualTo(1);
    assertThat(trips(() -> node.knows("no token"))).isZero();
  }

  @Test
  void aTokenShouldBeKnownToRedisFromItsFirstMoment() {
    String registered = await(node.register("carla", PASSWORD)).token();
    assertThat(trips(() -> node.authenticate(registered))).isZero();
    String signedIn = await(node.login("carla", PASSWORD)).token();
    assertThat(trips(() -> node.authenticate(signedIn))).isZero();
    String refreshed = await(node.refresh(signedIn)).token();
    assertThat(trips(() -> node.authenticate(refreshed))).isZero();
    // The old token's end has changed, so Redis has to hear of it anew.
    assertThat(trips(() -> node.authenticate(signedIn))).isEqualTo(1);
    assertThat(trips(() -> node.authenticate(signedIn))).isZero();
  }

  private static int trips(Supplier<Future<?>> operation) {
    var mark = wire.mark();
    var unused = await(operation.get());
    wire.awaitQuiet(Duration.ofSeconds(10));
    return wire.since(mark).count();
  }
}
