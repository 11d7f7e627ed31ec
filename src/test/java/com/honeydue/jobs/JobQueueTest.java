package com.honeydue.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.jobs.JobQueue.End;
import com.honeydue.jobs.JobQueue.Finish;
import com.honeydue.jobs.JobQueue.Taken;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.TestDatabase;
import com.honeydue.testing.TestRedis;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The queue's steps against a real Redis, one at a time. */
class JobQueueTest {

  private static final JobType WORK = JobType.of("work", JobType.Queue.DEFAULT);
  private static final JobType OTHER = JobType.of("other", JobType.Queue.LOW);
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(1);

  private static TestDatabase database;
  private static TestRedis redis;
  private static TestWorker worker;

  @BeforeAll
  static void open() {
    database = TestDatabase.create();
    redis = TestRedis.create();
    worker =
        new TestWorker(database, redis, TestWorker.Setup.DEFAULT, List.of(), lanes -> List.of());
  }

  @AfterAll
  static void close() {
    worker.close();
    redis.close();
    database.close();
  }

  @BeforeEach
  void empty() {
    redis.flush();
  }

  @Test
  void shouldHandOutJobsOldestFirstWithWhatTheyHold() {
    var made = Instant.ofEpochMilli(1_700_000_000_123L);
    var first = new NewJob("a", "work", new JsonObject().put("n", 1), "00-trace", made, null, null);
    assertThat(add(first, job("b"))).containsExactly(Taken.NEW, Taken.NEW);

    var claimed = claim("me", LEASE, 10, WORK);

    assertThat(claimed).extracting(Claimed::id).containsExactly("a", "b");
    assertThat(claimed.getFirst())
        .isEqualTo(new Claimed("a", "work", "{\"n\":1}", false, "00-trace", made, 1, ""));
    assertThat(claim("you", LEASE, 10, WORK)).isEmpty();
  }

  @Test
  void shouldTakeAnIdInOnce() {
    add(job("a"));
    assertThat(add(job("a"))).containsExactly(Taken.KNOWN);
    var claimed = claim("me", LEASE, 10, WORK);
    assertThat(claimed).hasSize(1);
    assertThat(add(job("a"))).as("while it runs").containsExactly(Taken.KNOWN);

    finish("me", claimed.getFirst(), End.END, Duration.ZERO);
    assertThat(add(job("a"))).as("when it is over").containsExactly(Taken.NEW);
  }

  @Test
  void shouldKnowAJobThatIsDoneForAsLongAsItIsRetained() {
    add(job("a"));
    finish("me", claim("me", LEASE, 1, WORK).getFirst(), End.END, Duration.ofHours(1));
    assertThat(add(job("a"))).containsExactly(Taken.KNOWN);
    assertThat(redis.number("return redis.call('PTTL', 'hdj:job:a')"))
        .isBetween(1L, Duration.ofHours(1).toMillis());
  }

  @Test
  void shouldFreeAUniqueKeyHoweverItsJobEnds() {
    assertThat(add(job("a").unique("k"), job("b").unique("k"), job("c").unique("other")))
        .containsExactly(Taken.NEW, Taken.DUPLICATE, Taken.NEW);
    var held = claim("me", LEASE, 1, WORK).getFirst();
    assertThat(add(job("b").unique("k"))).as("it runs").containsExactly(Taken.DUPLICATE);

    finish("me", held, End.LATER, Duration.ofMillis(0));
    assertThat(add(job("b").unique("k"))).as("it waits").containsExactly(Taken.DUPLICATE);

    claim("me", LEASE, 10, WORK).forEach(job -> finish("me", job, End.END, Duration.ofHours(1)));
    assertThat(add(job("b").unique("k"))).as("it is over").containsExactly(Taken.NEW);
  }

  @Test
  void shouldGiveTheJobOfALostWorkerToAnotherAndIgnoreTheFirst() {
    add(job("a"), job("b"));
    var lost = claim("dead", SHORT, 1, WORK).getFirst();
    var found = new ArrayList<Claimed>();
    Eventually.until(
        "the lease ended",
        () -> {
          found.addAll(claim("alive", LEASE, 1, WORK));
          return found.stream().anyMatch(job -> job.id().equals("a"));
        });
    var again = found.stream().filter(job -> job.id().equals("a")).findFirst().orElseThrow();
    assertThat(again.attempt()).isEqualTo(2);
    assertThat(again.lastError()).isEqualTo("worker_lost");

    assertThat(finish("dead", lost, End.END, Duration.ZERO)).as("stale").isEqualTo(1);
    assertThat(redis.number("return redis.call('EXISTS', 'hdj:job:a')")).isEqualTo(1);
    assertThat(finish("alive", again, End.END, Duration.ZERO)).isZero();
    assertThat(redis.number("return redis.call('EXISTS', 'hdj:job:a')")).isZero();
  }

  @Test
  void shouldOfferARecoveredJobBeforeThoseThatCameAfterIt() {
    add(job("a"), job("b"), job("c"));
    claim("dead", SHORT, 1, WORK);
    Eventually.until(
        "recovered",
        () -> worker.queue(q -> q.claim("x", LEASE, 0, List.of(WORK))).recovered() == 1);
    assertThat(claim("alive", LEASE, 3, WORK))
        .extracting(Claimed::id)
        .containsExactly("a", "b", "c");
  }

  @Test
  void shouldExtendOnlyTheLeasesOfWhoHasThem() {
    add(job("a"), job("b"), job("c"));
    var mine = claim("me", Duration.ofSeconds(10), 2, WORK);
    var yours = claim("you", LEASE, 1, WORK);
    worker.queue(queue -> queue.finish("me", List.of(end(mine.get(1), End.END, Duration.ZERO))));
    redis.run("HSET hdj:job:a cancel 1");
    long before = leaseEnd("a");

    var all = new ArrayList<>(mine);
    all.addAll(yours);
    var extended = worker.queue(queue -> queue.extend("me", LEASE, all));

    assertThat(extended.lost()).containsExactlyInAnyOrder("b", "c");
    assertThat(extended.cancelled()).containsExactly("a");
    assertThat(leaseEnd("a")).isGreaterThan(before + 40_000);
    assertThat(redis.number("return redis.call('ZCARD', 'hdj:run:work')")).isEqualTo(2);
  }

  @Test
  void shouldWaitForAJobsTime() {
    var due = Instant.ofEpochMilli(clock()).plus(Duration.ofHours(1));
    add(job("a").at(due), job("b").at(Instant.EPOCH));
    var claim = worker.queue(queue -> queue.claim("me", LEASE, 10, List.of(WORK)));
    assertThat(claim.jobs()).extracting(Claimed::id).containsExactly("b");
    assertThat(claim.nextDue()).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));

    redis.run("ZADD hdj:later 1 a");
    assertThat(claim("me", LEASE, 10, WORK)).extracting(Claimed::id).containsExactly("a");
  }

  @Test
  void shouldCountATryThatFailedButNotOneThatWasGivenBack() {
    add(job("a"));
    finish("me", claim("me", LEASE, 1, WORK).getFirst(), End.BACK, Duration.ZERO);
    var second = claim("me", LEASE, 1, WORK).getFirst();
    assertThat(second.attempt()).isEqualTo(1);
    worker.queue(
        queue ->
            queue.finish("me", List.of(new Finish(second, End.LATER, Duration.ZERO, "no_luck"))));
    var third = claim("me", LEASE, 1, WORK).getFirst();
    assertThat(third.attempt()).isEqualTo(2);
    assertThat(third.lastError()).isEqualTo("no_luck");
  }

  @Test
  void shouldNotOfferWhatWasGivenBackForLaterBeforeThat() {
    add(job("a"));
    finish("me", claim("me", LEASE, 1, WORK).getFirst(), End.BACK, Duration.ofHours(1));
    assertThat(claim("me", LEASE, 1, WORK)).isEmpty();
    redis.run("ZADD hdj:later 1 a");
    assertThat(claim("me", LEASE, 1, WORK)).extracting(Claimed::attempt).containsExactly(1);
  }

  @Test
  void shouldLetNoMoreOfATypeRunThanItsConcurrency() {
    var two = WORK.concurrency(2);
    add(jobs("work", 5));
    add(jobs("other", 1));
    var claimed = claim("me", LEASE, 10, two, OTHER);
    assertThat(claimed).extracting(Claimed::type).containsExactly("work", "work", "other");
    assertThat(claim("you", LEASE, 10, two)).isEmpty();
    finish("me", claimed.getFirst(), End.END, Duration.ZERO);
    assertThat(claim("you", LEASE, 10, two)).hasSize(1);
  }

  @Test
  void shouldLetNoMoreOfATypeBeginThanItsRate() {
    var slow = WORK.perSecond(3);
    add(jobs("work", 10));
    assertThat(claim("me", LEASE, 10, slow)).hasSize(3);
    // as if Redis had seen the last one a second ago
    redis.run("HINCRBY hdj:rate:work at -1000");
    assertThat(claim("me", LEASE, 10, slow)).hasSize(3);
  }

  @Test
  void shouldTakeNothingOfAPausedType() {
    add(job("a"));
    redis.run("SADD hdj:paused work");
    assertThat(claim("me", LEASE, 10, WORK)).isEmpty();
    redis.run("SREM hdj:paused work");
    assertThat(claim("me", LEASE, 10, WORK)).hasSize(1);
  }

  @Test
  void shouldPassOverIdsWhoseJobIsGone() {
    add(job("a"), job("b"));
    redis.run("DEL hdj:job:a");
    assertThat(claim("me", LEASE, 1, WORK)).extracting(Claimed::id).containsExactly("b");
  }

  @Test
  void shouldTellRedisItsScriptsAgainWhenItForgotThem() {
    redis.run("SCRIPT FLUSH");
    assertThat(add(job("a"))).containsExactly(Taken.NEW);
    redis.run("SCRIPT FLUSH");
    assertThat(claim("me", LEASE, 1, WORK)).hasSize(1);
  }

  private static NewJob job(String id) {
    return NewJob.of(id, WORK, new JsonObject(), Instant.EPOCH);
  }

  private static NewJob[] jobs(String type, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> new NewJob(type + i, type, new JsonObject(), null, Instant.EPOCH, null, null))
        .toArray(NewJob[]::new);
  }

  private static List<Taken> add(NewJob... jobs) {
    return worker.queue(queue -> queue.enqueue(List.of(jobs)));
  }

  private static List<Claimed> claim(String owner, Duration lease, int most, JobType... types) {
    return worker.queue(queue -> queue.claim(owner, lease, most, List.of(types))).jobs();
  }

  private static int finish(String owner, Claimed job, End how, Duration time) {
    return worker.queue(queue -> queue.finish(owner, List.of(end(job, how, time))));
  }

  private static Finish end(Claimed job, End how, Duration time) {
    return new Finish(job, how, time, "");
  }

  private static long leaseEnd(String id) {
    return redis.number("return tonumber(redis.call('ZSCORE', 'hdj:run:work', '" + id + "'))");
  }

  private static long clock() {
    return redis.number("return redis.call('TIME')[1] * 1000");
  }
}
