package com.honeydue;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.Api;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.SecondProcess;
import com.honeydue.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sessions that end in one of two processes over one Redis and one PostgreSQL, and must end in the
 * other, whatever befalls either of them.
 */
class EndedSessionsTest {

  private static final String ME = "/api/auth/me/";
  private static final String LOGOUT = "/api/auth/logout/";

  private final TestServer server = TestServer.start(Map.of("AUTH_LOCAL_CACHE", "0s"));
  private final SecondProcess other = SecondProcess.beside(server);
  private final Person someone = Person.register(server);
  private final Api here = someone.api();

  /** The same session at the other process, which trusts what it knows for a second. */
  private final Api there = other.api().as(someone.token());

  @AfterEach
  void close() {
    other.close();
    server.close();
  }

  enum Ending {
    LOGOUT,
    EVERYWHERE,
    PASSWORD
  }

  @ParameterizedTest
  @EnumSource
  void anEndShouldReachTheOtherProcess(Ending ending) {
    there.get(ME).expect(200);

    switch (ending) {
      case LOGOUT -> here.post(LOGOUT).expect(204);
      case EVERYWHERE -> someone.signIn().post(LOGOUT + "?all=true").expect(204);
      case PASSWORD ->
          someone
              .signIn()
              .post(
                  "/api/auth/change-password/",
                  new JsonObject()
                      .put("old_password", Person.PASSWORD)
                      .put("new_password", "seven lanterns in fog"))
              .expect(204);
    }

    here.get(ME).expect(401);
    Eventually.until("the other knows", () -> !Person.isAlive(there));
  }

  /** It has been told by the database that the session lives, and sleeps while it ends. */
  @Test
  void aProcessThatWasStoppedShouldNotBringASessionBack() {
    server.redis().flush();
    other.database().shut();
    var asked = there.later("GET", ME, BodyPublishers.noBody());
    Eventually.until("it is told", () -> other.database().holdsAnswers());
    other.pause();

    here.post(LOGOUT).expect(204);
    here.get(ME).expect(401);

    other.database().open();
    other.resume();
    asked.join();
    here.get(ME).expect(401);
    Eventually.until("the other knows", () -> !Person.isAlive(there));
    here.get(ME).expect(401);
  }

  @Test
  void anEndThatRedisSwallowedShouldReachTheOtherProcess() {
    there.get(ME).expect(200);
    server.redisWire().blackhole(true);

    here.post(LOGOUT).expect(204);

    here.get(ME).expect(401);
    Eventually.until("the other knows", () -> !Person.isAlive(there));
    server.redisWire().blackhole(false);
    here.get(ME).expect(401);
  }

  /** The database has ended it; Redis and the caller were never told. */
  @Test
  void anEndWhoseProcessWasKilledAfterItsCommitShouldCount() {
    there.get(ME).expect(200);
    here.get(ME).expect(200);
    other.database().shut();
    var ending = there.later("POST", LOGOUT, BodyPublishers.noBody());
    Eventually.until("it is committed", () -> sessions() == 0);
    other.kill();
    assertThat(ending).failsWithin(Duration.ofSeconds(20));

    here.get(ME).expect(401);
  }

  private long sessions() {
    return server
        .database()
        .number("select count(*) from user_authtoken where user_id = ?", someone.id());
  }
}
