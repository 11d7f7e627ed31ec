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

/**
 * What was read while it was written, a writer that dies before it can tell, and a Redis that does
 * not answer.
 */
class UnchangedOutageTest {

  private static final String BOARD = "/api/tasks/";

  /** The longest life of an entry in Redis, in ms; -2 when there is none. */
  private static final String LIFE =
      """
      local longest = -2
      for _, key in ipairs(redis.call('KEYS', 'unchanged:*:listTasks:*')) do
        longest = math.max(longest, redis.call('PTTL', key))
      end
      return longest\
      """
          .replace('\n', ' ');

  /** Ends those entries, as their time would. */
  private static final String END =
      """
      for _, key in ipairs(redis.call('KEYS', 'unchanged:*:listTasks:*')) do
        redis.call('DEL', key)
      end
      return 0\
      """
          .replace('\n', ' ');

  private final TestServer server = TestServer.start(Map.of("AUTH_LOCAL_CACHE", "0s"));
  private final ConditionalReads reads = new ConditionalReads(server);
  private final Person someone = Person.register(server);
  private final long home =
      someone
          .api()
          .post("/api/residences/", new JsonObject().put("name", "Maple Street"))
          .expect(201)
          .json()
          .getLong("id");

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aReadThatBeganBeforeAWriteShouldNotBeRememberedAfterIt() {
    try (var other = SecondProcess.beside(server)) {
      Api slow = other.api().as(someone.token());
      Eventually.until(
          "boards are kept there",
          () -> {
            slow.get(BOARD).expect(200);
            return metric(other, "kept") > 0;
          });
      double refused = metric(other, "refused");
      write(someone.api());

      other.database().shut();
      var reading = slow.later("GET", BOARD, BodyPublishers.noBody());
      Eventually.until("the board is read", () -> other.database().holdsAnswers());
      write(someone.api());
      other.database().open();

      String old = reading.join().expect(200).tag();
      Eventually.until("it is refused", () -> metric(other, "refused") > refused);
      var now = reads.read(someone.api(), BOARD, old).expectAsked(200);
      assertThat(now.tag()).isNotEqualTo(old);
    }
  }

  @Test
  void aWriterThatDiesBeforeItCanTellShouldLeaveNothingStaleForOverThirtySeconds() {
    try (var writer = SecondProcess.beside(server)) {
      Api dying = writer.api().as(someone.token());
      dying.get("/api/auth/me/").expect(200);
      String board = reads.remembered(someone.api(), BOARD);

      writer.database().shut();
      var writing =
          dying
              .with("Content-Type", "application/json")
              .later("POST", BOARD, BodyPublishers.ofString(task().encode()));
      Eventually.until("the task is there", () -> tasks() == 1);
      writer.kill();
      assertThat(writing).failsWithin(Duration.ofSeconds(20));

      // Nobody was told of the task, and nobody knows of it yet.
      reads.read(someone.api(), BOARD, board).expectRemembered();
      assertThat(server.redis().number(LIFE)).isBetween(1L, 30_000L);
      server.redis().number(END);
      reads.read(someone.api(), BOARD, board).expectAsked(200);
    }
  }

  @Test
  void aRedisThatSwallowsEverythingShouldHoldNothingUp() {
    String board = reads.remembered(someone.api(), BOARD);

    server.redisWire().blackhole(true);
    reads.read(someone.api(), BOARD, board).answer().expect(304);
    write(someone.api());
    String written = someone.api().with("If-None-Match", board).get(BOARD).expect(200).tag();
    someone.api().with("If-None-Match", written).get(BOARD).expect(304);
    server.redisWire().blackhole(false);

    reads.remembered(someone.api(), BOARD);
  }

  @Test
  void whatRedisCouldNotBeToldShouldBeToldAsSoonAsItIsBack() {
    String board = reads.remembered(someone.api(), BOARD);

    server.redisWire().refuse(true);
    server.redisWire().kill();
    write(someone.api());
    assertThat(gauge("unchanged_touches_owed")).isPositive();
    // Another process would still take the old board for current, but this one knows.
    assertThat(server.redis().number(LIFE)).isPositive();
    server.redisWire().refuse(false);

    Eventually.until(
        "the new board is answered at all times",
        () -> {
          someone.api().with("If-None-Match", board).get(BOARD).expect(200);
          return gauge("unchanged_touches_owed") == 0;
        });
    someone.api().with("If-None-Match", board).get(BOARD).expect(200);
  }

  private double gauge(String name) {
    return server
        .api()
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private long tasks() {
    return server.database().number("select count(*) from task_task");
  }

  private JsonObject task() {
    return new JsonObject().put("residence_id", home).put("title", "Clean the gutters");
  }

  private void write(Api api) {
    api.post(BOARD, task()).expect(201);
  }

  private static double metric(SecondProcess process, String result) {
    return process
        .api()
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("unchanged_kept_total{result=\"" + result + "\"}"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElse(0);
  }
}
