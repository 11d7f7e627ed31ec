package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.honeydue.testing.Api;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.TestServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Staff change what is logged, in a process that is asked and in those that are not. */
class LogLevelsApiTest {

  private static final String LEVELS = "/api/admin/log-levels/";
  private static final String KEY = "log_levels";

  private static TestServer server;
  private static Api staff;
  private static Person boss;

  @BeforeAll
  static void start() {
    server = TestServer.start(Map.of("OBS_STAFF_EVERY", "50ms"));
    boss = Person.register(server);
    server.database().execute("update auth_user set is_staff = true where id = " + boss.id());
    staff = boss.signIn();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aLevelShouldHoldAtOnceAndBeSeenAndEnd() {
    String name = "com.honeydue.demo.once";
    var set = staff.put(LEVELS + name + "/", level("debug", 30)).expect(200).json();

    assertThat(logger(name).getEffectiveLevel()).isEqualTo(Level.DEBUG);
    assertThat(set.getString("logger")).isEqualTo(name);
    assertThat(staff.get(LEVELS).expect(200).json().getJsonArray("items")).contains(set);

    staff.delete(LEVELS + name + "/").expect(204);

    assertThat(logger(name).getLevel()).isNull();
    assertThat(staff.get(LEVELS).json().getJsonArray("items")).doesNotContain(set);
    staff.delete(LEVELS + name + "/").expect(204);
    assertThat(
            server
                .database()
                .column(
                    "select act from admin_auditentry where details ->> 'logger' = ? order by id",
                    name))
        .map(String::valueOf)
        .containsExactly("adminSetLogLevel", "adminResetLogLevel", "adminResetLogLevel");
  }

  @Test
  void otherProcessesShouldFollowAndForgetWhatIsOver() {
    String name = "com.honeydue.demo.elsewhere";
    long later = System.currentTimeMillis() + 600_000;

    server.redis().run("HSET " + KEY + " " + name + " error@" + later);
    Eventually.until("it holds here, too", () -> Level.ERROR.equals(logger(name).getLevel()));

    server.redis().run("HSET " + KEY + " " + name + " error@" + (later - 700_000));
    Eventually.until("it is over", () -> logger(name).getLevel() == null);
  }

  @Test
  void loggersOfLibrariesAndNobodyButStaffShouldBeRefused() {
    staff.put(LEVELS + "io.vertx.ext.mail/", level("debug", 1)).expect(400);
    staff.put(LEVELS + "com.honeydue/", level("trace", 1)).expect(400);
    staff.put(LEVELS + "com.honeydue/", level("debug", 1_441)).expect(400);
    var anyone = server.signedUp();
    anyone.put(LEVELS + "com.honeydue/", level("debug", 1)).expect(403);
    assertThat(staff.get(LEVELS).json().getJsonArray("items")).isEqualTo(new JsonArray());
  }

  @Test
  void aRedisThatIsAwayShouldBeSaid() {
    server.redisWire().refuse(true);
    server.redisWire().kill();
    try {
      assertThat(staff.get(LEVELS).expect(503).code()).isEqualTo("log_levels_unavailable");
    } finally {
      server.redisWire().refuse(false);
    }
    Eventually.until("Redis is back", () -> staff.get(LEVELS).status() == 200);
  }

  private static JsonObject level(String level, int minutes) {
    return new JsonObject().put("level", level).put("minutes", minutes);
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }
}
