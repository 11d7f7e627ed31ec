package com.honeydue.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.config.RedisSettings;
import com.honeydue.telemetry.Telemetry;
import com.honeydue.telemetry.TelemetryStart;
import com.honeydue.testing.EmbeddedRedis;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.OnLoop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisLinkTest {

  private static final Script ADD = Script.of("return redis.call('INCRBY', KEYS[1], ARGV[1])");

  private final Vertx vertx = Vertx.vertx();
  private final OnLoop loop = OnLoop.of(vertx);
  private final Telemetry telemetry = TelemetryStart.silent();
  private final EmbeddedRedis redis = EmbeddedRedis.own();
  private final RedisLink link = link(1_000);

  @BeforeEach
  void open() {
    loop.call(link::open);
  }

  @AfterEach
  void close() {
    loop.call(link::close);
    OnLoop.await(vertx.close());
    redis.close();
  }

  @Test
  void sendShouldAnswerOnTheCallersContext() {
    var same =
        loop.call(
            () -> {
              var mine = vertx.getOrCreateContext();
              return link.send(Request.cmd(Command.PING))
                  .map(pong -> pong + " " + mine.equals(vertx.getOrCreateContext()));
            });
    assertThat(same).isEqualTo("PONG true");
  }

  @Test
  void commandsOfManyCallersShouldEachGetTheirOwnAnswer() {
    List<Future<@Nullable Response>> answers = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      String text = "answer " + i;
      answers.add(loop.start(() -> link.send(Request.cmd(Command.ECHO).arg(text))));
    }
    for (int i = 0; i < 500; i++) {
      assertThat(OnLoop.await(answers.get(i))).hasToString("answer " + i);
    }
  }

  @Test
  void batchShouldAnswerInOrder() {
    var answers =
        loop.call(
            () ->
                link.batch(
                    List.of(
                        Request.cmd(Command.SET).arg("k").arg("v"),
                        Request.cmd(Command.GET).arg("k"),
                        Request.cmd(Command.GET).arg("none"))));
    assertThat(answers.get(1)).hasToString("v");
    assertThat(answers.get(2)).isNull();
  }

  @Test
  void runShouldTellRedisTheScriptItHasForgotten() {
    assertThat(add("2").toLong()).isEqualTo(2);
    loop.call(() -> link.send(Request.cmd(Command.SCRIPT).arg("FLUSH")));
    assertThat(add("3").toLong()).isEqualTo(5);
    assertThat(add("4").toLong()).isEqualTo(9);
  }

  @Test
  void anErrorAnswerShouldFailOneCommandAndLeaveTheLinkUp() {
    loop.call(() -> link.send(Request.cmd(Command.SET).arg("word").arg("abc")));
    assertThat(loop.failure(() -> link.send(Request.cmd(Command.INCR).arg("word"))))
        .isInstanceOf(RedisFailure.class);
    assertThat(onLoop(link::up)).isTrue();
    assertThat(loop.call(() -> link.send(Request.cmd(Command.GET).arg("word")))).hasToString("abc");
  }

  @Test
  void commandsShouldFailAtOnceOnceRedisHasBeenSilent() throws Exception {
    signal("STOP");
    try {
      var first = loop.start(() -> link.send(Request.cmd(Command.PING)));
      var second = loop.start(() -> link.send(Request.cmd(Command.PING)));
      assertThat(failureOf(first)).isInstanceOf(RedisFailure.class);
      assertThat(failureOf(second)).isInstanceOf(RedisFailure.class);
      // Nothing is waited for any more: the answer is there within the same turn of the event loop.
      assertThat(onLoop(() -> link.send(Request.cmd(Command.PING)).failed())).isTrue();
      assertThat(onLoop(link::server)).isEmpty();
    } finally {
      signal("CONT");
    }
    Eventually.until("the link is up again", () -> onLoop(link::up));
    assertThat(loop.call(() -> link.send(Request.cmd(Command.PING)))).hasToString("PONG");
  }

  @Test
  void aRestartedServerShouldBeKnownAsAnother() {
    String before = onLoop(link::server);
    assertThat(before).isNotEmpty();
    redis.stop();
    Eventually.until("the link is down", () -> !onLoop(link::up));
    assertThat(loop.failure(() -> link.send(Request.cmd(Command.PING))))
        .isInstanceOf(RedisFailure.class);
    redis.start();
    Eventually.until("the link is up again", () -> onLoop(link::up));
    assertThat(onLoop(link::server)).isNotEmpty().isNotEqualTo(before);
  }

  @Test
  void commandsBeyondTheLimitShouldFailAtOnce() {
    var narrow = link(3);
    loop.call(narrow::open);
    try {
      var answers =
          onLoop(
              () -> {
                List<Future<@Nullable Response>> sent = new ArrayList<>();
                for (int i = 0; i < 5; i++) {
                  sent.add(narrow.send(Request.cmd(Command.PING)));
                }
                return sent;
              });
      assertThat(answers.subList(3, 5)).allMatch(Future::failed);
      answers.subList(0, 3).forEach(answer -> assertThat(OnLoop.await(answer)).hasToString("PONG"));
      assertThat(loop.call(() -> narrow.send(Request.cmd(Command.PING)))).hasToString("PONG");
    } finally {
      loop.call(narrow::close);
    }
  }

  @Test
  void openShouldCompleteWithoutRedisAndConnectOnceItIsThere() {
    redis.stop();
    var late = link(1_000);
    loop.call(late::open);
    try {
      assertThat(onLoop(late::up)).isFalse();
      redis.start();
      Eventually.until("the link is up", () -> onLoop(late::up));
    } finally {
      loop.call(late::close);
    }
  }

  private Response add(String amount) {
    var sum = loop.call(() -> link.run(ADD, List.of("sum"), List.of(amount)));
    return java.util.Objects.requireNonNull(sum);
  }

  private RedisLink link(int maxInFlight) {
    return new RedisLink(
        vertx,
        new RedisSettings(redis.url(0), Duration.ofSeconds(1), maxInFlight),
        telemetry,
        maxInFlight);
  }

  private <T> T onLoop(Supplier<T> question) {
    return loop.call(() -> Future.succeededFuture(question.get()));
  }

  private static Throwable failureOf(Future<?> future) {
    return OnLoop.await(future.<Throwable>transform((r, e) -> Future.succeededFuture(e)));
  }

  private void signal(String name) throws IOException, InterruptedException {
    int status =
        new ProcessBuilder("kill", "-" + name, Long.toString(redis.pid())).start().waitFor();
    assertThat(status).isZero();
  }
}
