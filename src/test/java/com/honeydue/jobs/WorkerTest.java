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
}
