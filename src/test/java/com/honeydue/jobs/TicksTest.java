package com.honeydue.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.Eventually;
import com.honeydue.testing.TestDatabase;
import com.honeydue.testing.TestRedis;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Schedules over a real database and Redis, at times that the test tells. */
class TicksTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final JobType WORK = JobType.of("work", JobType.Queue.DEFAULT);
  private static final Schedule HOURLY = Schedule.every(Duration.ofHours(1), WORK);

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final ConcurrentLinkedQueue<String> ticks = new ConcurrentLinkedQueue<>();
  private final List<TestWorker> workers = new ArrayList<>();
  private TestDatabase database;
  private TestRedis redis;

  @BeforeEach
  void open() {
    database = TestDatabase.create();
    redis = TestRedis.create();
  }

  @AfterEach
  void close() {
    workers.forEach(TestWorker::close);
    redis.close();
    database.close();
  }

  @Test
  void shouldAgreeOnTicksThatAreWholeMultiplesLaterByTheOffset() {
    assertThat(HOURLY.lastTick(NOON)).isEqualTo(NOON);
    assertThat(HOURLY.lastTick(NOON.minusMillis(1))).isEqualTo(NOON.minus(Duration.ofHours(1)));
    var nightly = Schedule.every(Duration.ofDays(1), WORK).at(Duration.ofHours(3));
    assertThat(nightly.lastTick(NOON)).isEqualTo(Instant.parse("2026-03-01T03:00:00Z"));
    assertThat(nightly.lastTick(Instant.parse("2026-03-01T02:59:59Z")))
        .isEqualTo(Instant.parse("2026-02-28T03:00:00Z"));
  }

  @Test
  void shouldRunEachTickOnceWithThreeWorkersAndAFlushedRedis() {
    for (int i = 0; i < 3; i++) {
      start(HOURLY);
    }
    for (int hour = 1; hour <= 5; hour++) {
      ran(hour);
      if (hour == 3) {
        redis.flush();
      }
      now.updateAndGet(instant -> instant.plus(Duration.ofHours(1)));
    }
    ran(6);
    assertThat(ticks)
        .containsExactlyElementsOf(
            IntStream.range(0, 6)
                .mapToObj(hour -> NOON.plus(Duration.ofHours(hour)).toString())
                .toList());
  }

  @Test
  void shouldMakeUpOnceForWhatWasMissedUnlessItIsToBeSkipped() {
    var skipping =
        new Schedule("skip", WORK, Duration.ofHours(1), Duration.ZERO, Schedule.Missed.SKIP);
    var worker = start(HOURLY, skipping);
    ran(2);
    worker.close();
    workers.clear();
    now.set(NOON.plus(Duration.ofMinutes(60 * 7 + 30)));
    ticks.clear();

    start(HOURLY, skipping);

    ran(1);
    Eventually.until(
        "both are noted",
        () ->
            database.number(
                    "select count(*) from jobs_schedule where last_tick = timestamptz '2026-03-01"
                        + " 19:00Z'")
                == 2);
    assertThat(ticks).containsExactly(NOON.plus(Duration.ofHours(7)).toString());

    now.set(NOON.plus(Duration.ofHours(8)));
    ran(3);
  }

  @Test
  void shouldNotBeHeldUpByARunThatNeverEnds() {
    var stuck =
        worker(
            List.of(HOURLY),
            job -> {
              ticks.add(job.payload().getString("tick"));
              return io.vertx.core.Promise.promise().future();
            });
    assertThat(stuck).isNotNull();
    ran(1);
    now.set(NOON.plus(Duration.ofHours(1)));
    ran(2);
  }

  private void ran(int times) {
    Eventually.until(times + " ticks ran", () -> ticks.size() >= times);
    Eventually.until(
        "no job of a tick waits",
        () -> redis.number("return redis.call('LLEN', 'hdj:wait:work')") == 0);
    assertThat(ticks).hasSize(times);
  }

  private TestWorker start(Schedule... schedules) {
    return worker(
        List.of(schedules),
        job -> {
          ticks.add(Instant.parse(job.payload().getString("tick")).toString());
          return Future.succeededFuture();
        });
  }

  private TestWorker worker(List<Schedule> schedules, JobHandler handler) {
    var worker =
        new TestWorker(
            database,
            redis,
            TestWorker.Setup.DEFAULT
                .at(now::get)
                .with("SHUTDOWN_DRAIN", "10ms")
                .on(schedules.toArray(Schedule[]::new)),
            Stream.of(WORK).toList(),
            lanes -> List.of(new JobWork(WORK, handler)));
    workers.add(worker);
    return worker;
  }
}
