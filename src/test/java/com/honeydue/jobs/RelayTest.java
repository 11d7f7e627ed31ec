package com.honeydue.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.db.Lanes;
import com.honeydue.testing.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of jobs that Redis does not know, does not know any more, or should not. */
class RelayTest extends Workplace {

  @Test
  void shouldNotRunAJobWhoseRowWasNotWritten() {
    var worker = worker(job -> Future.succeededFuture());
    worker.queue(
        queue ->
            queue.enqueue(
                List.of(
                    NewJob.inOutbox(UUID.randomUUID().toString(), "work", Instant.now(), null))));
    leave(worker, 2);
    Eventually.until("all is done", () -> outbox() == 0 && keys("hdj:job:*") == 0);
    assertThat(runs).hasSize(1);
  }

  @Test
  void shouldHandOverAgainWhatAnEmptiedRedisForgot() {
    var stuck = Promise.<Void>promise();
    var worker =
        worker(
            SETUP.with("JOBS_LEASE", "1s"),
            WORK.concurrency(1),
            job -> runs.size() == 1 ? stuck.future() : Future.succeededFuture());
    for (int i = 0; i < 20; i++) {
      leave(worker, i);
    }
    Eventually.until("one runs", () -> runs.size() == 1);
    redis.flush();
    Eventually.until("all is done", () -> outbox() == 0);
    assertThat(runs.stream().map(Job::id).distinct()).hasSize(20);
    assertThat(runs).as("only the one that ran was repeated").hasSize(21);
    stuck.complete();
    assertThat(timed("lost")).isEqualTo(1);
  }

  @Test
  void shouldFindWhatAProcessThatDiedLeftInTheOutbox() {
    worker(job -> Future.succeededFuture());
    database.execute(
        "insert into jobs_outbox (type, payload) select 'work', jsonb_build_object('n', n) from"
            + " generate_series(1, 2500) n");
    Eventually.until("all is done", () -> outbox() == 0);
    assertThat(runs).hasSize(2500);
  }

  @Test
  void shouldLeaveTheDatabaseAloneWhileNothingWaits() {
    worker(job -> Future.succeededFuture());
    Eventually.until(
        "nothing waits", () -> redis.number("return redis.call('EXISTS', 'hdj:outbox:seen')") == 1);
    long looks = looks();
    long statements = statements();
    Eventually.until("it looked at Redis more often", () -> looks() > looks + 20);
    assertThat(statements()).isEqualTo(statements);
  }

  @Test
  void shouldDoEachEffectOnceHoweverManyWorkersRunIt() {
    var crossing = new AtomicInteger();
    Function<Lanes, JobHandler> handler =
        lanes ->
            job -> {
              runs.add(job);
              // every fifth is done without anybody hearing of it
              var done = lanes.run(EFFECT.with(UUID.fromString(job.id())));
              return crossing.incrementAndGet() % 5 == 0
                  ? done.compose(d -> Future.failedFuture(JobFailure.retry("no_answer")))
                  : done;
            };
    var first = over(SETUP, WORK, handler);
    over(SETUP, WORK, handler);
    var ids = IntStream.range(0, 300).mapToObj(i -> leave(first, i)).toList();
    Eventually.until("all is done", () -> outbox() == 0 && keys("hdj:job:*") == 0);
    assertThat(database.column("select job from effect")).hasSameElementsAs(ids).hasSize(300);
  }
}
