package com.honeydue.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.telemetry.Names;
import com.honeydue.testing.Eventually;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Jobs from the statement that leaves them to their end, over a real database and Redis. */
class WorkerTest extends Workplace {

  @Test
  void shouldDoWhatAStatementLeftAndForgetIt() {
    var worker = worker(job -> Future.succeededFuture());
    var id = leave(worker, 7);
    Eventually.until("the row is gone", () -> outbox() == 0);
    assertThat(runs)
        .singleElement()
        .satisfies(
            job -> {
              assertThat(job.id()).isEqualTo(id.toString());
              assertThat(job.payload()).isEqualTo(new JsonObject().put("n", 7));
              assertThat(job.attempt()).isEqualTo(1);
            });
    Eventually.until("Redis has forgotten it", () -> keys("hdj:job:*") == 0);
    assertThat(timed("ok")).isEqualTo(1);
  }

  @Test
  void shouldTryAgainAndThenKeepItWithItsErrorAmongTheDead() {
    var worker = worker(job -> Future.failedFuture(JobFailure.retry("no_luck")));
    leave(worker, 1);
    Eventually.until("it is dead", () -> dead() == 1);
    assertThat(runs).extracting(Job::attempt).containsExactly(1, 2, 3);
    assertThat(outbox()).isZero();
    assertThat(
            database.column(
                "select error || ' ' || attempts || ' ' || (payload ->> 'n') || ' ' || from_outbox"
                    + " from jobs_dead"))
        .containsExactly("no_luck 3 1 true");
    Eventually.until("Redis has forgotten it", () -> keys("hdj:job:*") == 0);
    assertThat(timed("retry")).isEqualTo(2);
    assertThat(timed("dead")).isEqualTo(1);
  }

  @Test
  void shouldNotTryAgainWhatCanNeverWork() {
    var worker = worker(job -> Future.failedFuture(JobFailure.permanent("bad_address")));
    leave(worker, 1);
    Eventually.until("it is dead", () -> dead() == 1);
    assertThat(runs).hasSize(1);
  }

  @Test
  void shouldTreatAThrownExceptionAsAFailure() {
    var worker =
        worker(
            job -> {
              if (job.attempt() == 1) {
                throw new IllegalStateException("oops");
              }
              return Future.succeededFuture();
            });
    leave(worker, 1);
    Eventually.until("it is done", () -> outbox() == 0);
    assertThat(runs).hasSize(2);
  }

  @Test
  void shouldGiveUpARunThatTakesTooLong() {
    var worker =
        worker(
            WORK.timeout(Duration.ofMillis(20)),
            job -> job.attempt() == 1 ? Promise.promise().future() : Future.succeededFuture());
    leave(worker, 1);
    Eventually.until("it is done", () -> outbox() == 0);
    assertThat(runs).hasSize(2);
    assertThat(timed("retry")).isEqualTo(1);
  }

  @Test
  void shouldNotBeginWhatIsOfNoUseAnyMore() {
    var worker = worker(WORK.deadline(Duration.ofMinutes(10)), job -> Future.succeededFuture());
    redis.run("SADD hdj:paused work");
    leave(worker, 1);
    database.execute("update jobs_outbox set created_at = now() - interval '11 minutes'");
    redis.run("SREM hdj:paused work");
    Eventually.until("it is dead", () -> dead() == 1);
    assertThat(runs).isEmpty();
    assertThat(database.column("select error from jobs_dead")).containsExactly("too_late");
  }

  @Test
  void shouldEndARunWhenItIsOfNoUseAnyMore() {
    assertThat(WORK.left(Duration.ofDays(9))).as("of use for ever").isEqualTo(WORK.timeout());
    var useful = WORK.timeout(Duration.ofMinutes(2)).deadline(Duration.ofMinutes(10));
    assertThat(useful.left(Duration.ofMinutes(8))).isEqualTo(Duration.ofMinutes(2));
    assertThat(useful.left(Duration.ofMinutes(9))).isEqualTo(Duration.ofMinutes(1));
    assertThat(useful.left(Duration.ofMinutes(10)).isPositive()).isFalse();
  }

  @Test
  void shouldKeepItsLeaseOnWhatTakesLonger() {
    var end = Promise.<Void>promise();
    var slow = worker(SETUP.with("JOBS_LEASE", "1s"), WORK, job -> end.future());
    var id = leave(slow, 1);
    Eventually.until("it runs", () -> runs.size() == 1);
    String score = "return tonumber(redis.call('ZSCORE', 'hdj:run:work', '" + id + "') or 0)";
    long first = redis.number(score);
    worker(SETUP.with("JOBS_LEASE", "1s"), WORK, job -> Future.succeededFuture());
    Eventually.until(
        "its lease was extended beyond its first end", () -> redis.number(score) > first + 1_000);
    assertThat(runs).as("nobody else got it").hasSize(1);
    end.complete();
    Eventually.until("it is done", () -> outbox() == 0);
  }

  @Test
  void shouldGiveUpARunThatSomebodyCancels() {
    var worker = worker(SETUP.with("JOBS_LEASE", "1s"), WORK, job -> Promise.promise().future());
    var id = leave(worker, 1);
    Eventually.until("it runs", () -> runs.size() == 1);
    redis.run("HSET hdj:job:" + id + " cancel 1");
    Eventually.until("it is given up", () -> outbox() == 0);
    Eventually.until("Redis has forgotten it", () -> keys("hdj:job:*") == 0);
    assertThat(timed("cancelled")).isEqualTo(1);
    assertThat(dead()).isZero();
  }

  @Test
  void shouldPauseLongerAfterEachTryButNeverAtTheSameTimeAsOthers() {
    var pauses = new JobType.Pauses(Duration.ofSeconds(10), Duration.ofHours(6));
    assertThat(Runs.pause(pauses, 1, 0)).isEqualTo(Duration.ofSeconds(5));
    assertThat(Runs.pause(pauses, 1, 1)).isEqualTo(Duration.ofSeconds(10));
    assertThat(Runs.pause(pauses, 4, 1)).isEqualTo(Duration.ofSeconds(80));
    assertThat(Runs.pause(pauses, 25, 1)).isEqualTo(Duration.ofHours(6));
    assertThat(Runs.pause(pauses, 1_000, 0)).isEqualTo(Duration.ofHours(3));
  }

  @Test
  void shouldLookFirstIntoTheMoreUrgentQueueAsOftenAsItsWeightSays() {
    var urgent = JobType.of("urgent", JobType.Queue.CRITICAL);
    var usual = JobType.of("usual", JobType.Queue.DEFAULT);
    var rest = JobType.of("rest", JobType.Queue.LOW);
    var order = new TypeOrder(List.of(rest, usual, urgent), new Random(1)::nextDouble);
    var first = new HashMap<JobType, Integer>();
    for (int i = 0; i < 10_000; i++) {
      var next = order.next();
      assertThat(next).containsExactlyInAnyOrder(urgent, usual, rest);
      first.merge(next.getFirst(), 1, Integer::sum);
    }
    assertThat(first.get(urgent)).isBetween(5_700, 6_300);
    assertThat(first.get(usual)).isBetween(2_700, 3_300);
    assertThat(first.get(rest)).isBetween(800, 1_200);
  }

  @Test
  void shouldForgetTheOldestOfTooManyDead() {
    var worker = worker(job -> Future.failedFuture(JobFailure.permanent("no")));
    for (int i = 1; i <= 4; i++) {
      leave(worker, i);
      int died = i;
      Eventually.until("it is dead", () -> dead() == died);
    }
    database.execute("update jobs_dead set died_at = died_at - interval '2 days' where number = 4");
    worker.call(lanes -> lanes.run(JobStatements.SWEEP.with(86_400L, 2)));
    assertThat(database.column("select payload ->> 'n' from jobs_dead")).containsExactly("3");
  }

  @Test
  void shouldNotRunAJobBeforeItsTime() {
    var worker = worker(job -> Future.succeededFuture());
    var later = Instant.now().plus(Duration.ofHours(1));
    worker.call(
        lanes -> lanes.run(LEAVE.with(UUID.randomUUID(), 1, later.atOffset(ZoneOffset.UTC), null)));
    Eventually.until(
        "it waits", () -> redis.number("return redis.call('ZCARD', 'hdj:later')") == 1);
    assertThat(runs).isEmpty();
    database.execute("update jobs_outbox set not_before = now()");
    redis.number(
        "return redis.call('ZADD', 'hdj:later', 1, redis.call('ZRANGE', 'hdj:later', 0, 0)[1])");
    Eventually.until("it is done", () -> outbox() == 0);
    assertThat(runs).extracting(Job::attempt).containsExactly(1);
  }

  @Test
  void shouldBuryWhatNoWorkerSurvives() {
    var worker = worker(job -> Future.succeededFuture());
    var id = UUID.randomUUID().toString();
    // as four workers leave it that died over it
    redis.run(
        "HSET hdj:job:"
            + id
            + " type work payload {} outbox 0 trace - made 0 attempt 3 error worker_lost");
    redis.run("LPUSH hdj:wait:work " + id);
    Eventually.until("it is dead", () -> dead() == 1);
    assertThat(runs).isEmpty();
    assertThat(database.column("select error from jobs_dead")).containsExactly("worker_lost");
    assertThat(worker.vertx).isNotNull();
    assertThat(timed("dead")).as("whoever counts the dead sees it").isEqualTo(1);
  }

  @Test
  void shouldGiveBackOnStoppingWhatDoesNotEnd() {
    var started = new AtomicInteger();
    var first =
        worker(
            SETUP.with("SHUTDOWN_DRAIN", "10ms"),
            WORK,
            job -> {
              started.incrementAndGet();
              return Promise.promise().future();
            });
    leave(first, 1);
    Eventually.until("it runs", () -> started.get() == 1);
    first.close();
    workers.remove(first);
    assertThat(redis.number("return redis.call('LLEN', 'hdj:wait:work')")).isEqualTo(1);

    worker(job -> Future.succeededFuture());
    Eventually.until("it is done", () -> outbox() == 0);
    assertThat(runs).extracting(Job::attempt).as("the first did not count").containsExactly(1, 1);
  }

  @Test
  void shouldNotStartAnythingOnceItStopsButEndWhatRuns() {
    var end = Promise.<Void>promise();
    var worker = worker(job -> end.future());
    leave(worker, 1);
    Eventually.until("it runs", () -> runs.size() == 1);
    var closing = java.util.concurrent.CompletableFuture.runAsync(worker::close);
    workers.remove(worker);
    end.complete();
    closing.join();
    assertThat(outbox()).isZero();
    assertThat(keys("hdj:job:*")).isZero();
  }

  @Test
  void shouldTraceARunOnItsOwnWithALinkToItsCause() {
    var worker = worker(job -> Future.succeededFuture());
    String cause = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    worker.call(lanes -> lanes.run(LEAVE.with(UUID.randomUUID(), 1, NOW, cause)));
    Eventually.until("it is traced", () -> !spans(worker, "job: work").isEmpty());
    var span = spans(worker, "job: work").getFirst();
    assertThat(span.getParentSpanContext().isValid()).isFalse();
    assertThat(span.getLinks())
        .singleElement()
        .satisfies(
            link ->
                assertThat(link.getSpanContext().getTraceId())
                    .isEqualTo("0af7651916cd43dd8448eb211c80319c"));
    assertThat(span.getAttributes().get(Names.Attribute.JOB_ATTEMPT)).isEqualTo(1);
    assertThat(span.getAttributes().get(Names.Attribute.JOB_PAYLOAD_KEYS)).containsExactly("n");
    assertThat(span.getStatus()).isEqualTo(StatusData.unset());
  }

  @Test
  void shouldMeasureTheQueue() {
    var worker = worker(WORK, job -> Promise.promise().future());
    redis.run("SADD hdj:paused work");
    leave(worker, 1);
    leave(worker, 2);
    String depth = "jobs_queue_depth{queue=\"default\",state=\"pending\"} 2.0";
    Eventually.until(
        "the depth is known", () -> worker.telemetry.scrape(null).body().contains(depth));
    assertThat(worker.telemetry.scrape(null).body()).contains("redis_memory_used_bytes");
  }

  @Test
  void shouldSayForHowLongTheOldestJobCouldHaveRunNotWhenItWasMade() {
    var worker = worker(job -> Future.succeededFuture());
    redis.run("SADD hdj:paused work");
    var id = leave(worker, 1);
    Eventually.until("it is pending", () -> keys("hdj:wait:work") == 1);
    redis.run("HSET hdj:job:" + id + " made 1");
    var depths =
        worker.loop.call(() -> worker.link().run(QueueScripts.DEPTHS, List.of(), List.of("work")));
    assertThat(depths.get(1).toLong()).isEqualTo(1);
    assertThat(depths.get(3).toLong()).isLessThan(Duration.ofHours(1).toMillis());
    redis.run("HINCRBY hdj:job:" + id + " ready -7200000");
    depths =
        worker.loop.call(() -> worker.link().run(QueueScripts.DEPTHS, List.of(), List.of("work")));
    assertThat(depths.get(3).toLong()).isGreaterThan(Duration.ofHours(1).toMillis());
  }
}
