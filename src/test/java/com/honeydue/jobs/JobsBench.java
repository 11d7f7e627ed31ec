package com.honeydue.jobs;

import com.honeydue.testing.Durability;
import com.honeydue.testing.EmbeddedPostgres;
import com.honeydue.testing.EmbeddedRedis;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.TestDatabase;
import com.honeydue.testing.WireProxy;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many jobs that do nothing go through the queue in a second, and how many rows of the outbox
 * through relay, queue and worker with the database far away, against one row at a time.
 */
public final class JobsBench {

  private static final JobType WORK = JobType.of("bench.nothing", JobType.Queue.DEFAULT);
  private static final int BATCH = 500;

  private final AtomicLong done = new AtomicLong();
  private final EmbeddedRedis redis;
  private final TestDatabase database;

  private JobsBench() throws IOException {
    redis = EmbeddedRedis.in(Files.createTempDirectory("bench-redis"), Durability.FULL);
    database = TestDatabase.create(EmbeddedPostgres.own());
  }

  public static void main(String[] arguments) throws Exception {
    int jobs = Integer.parseInt(arguments[0]);
    int rows = Integer.parseInt(arguments[1]);
    int oneWay = Integer.parseInt(arguments[2]);
    double goal = Double.parseDouble(arguments[3]);
    var bench = new JobsBench();
    double rate = bench.queue(jobs);
    double ratio = bench.relay(rows, Duration.ofMillis(oneWay));
    System.exit(rate >= goal && ratio >= 10 ? 0 : 1);
  }

  /**
   * Jobs without a row, from the first that is taken in to the end of the last; the second of two
   * runs.
   */
  private double queue(int jobs) {
    try (var worker = worker(environment(database.url(), database.slowUrl()))) {
      run(worker, jobs);
      double seconds = run(worker, jobs);
      System.out.printf(
          "%,d jobs that do nothing: %.1f s, %,.0f jobs/s end to end%n",
          jobs, seconds, jobs / seconds);
      return jobs / seconds;
    }
  }

  private double run(TestWorker worker, int jobs) {
    long before = done.get();
    long began = System.nanoTime();
    for (int from = 0; from < jobs; from += BATCH) {
      var batch = new ArrayList<NewJob>();
      for (int i = 0; i < BATCH; i++) {
        batch.add(
            NewJob.of(
                UUID.randomUUID().toString(), WORK, new JsonObject().put("n", i), Instant.now()));
      }
      worker.queue(queue -> queue.enqueue(batch));
    }
    Eventually.until("all are done", () -> done.get() - before == jobs);
    return (System.nanoTime() - began) / 1e9;
  }

  private double relay(int rows, Duration oneWay) {
    var wire = WireProxy.inFrontOf("127.0.0.1", URI.create(database.url()).getPort(), oneWay);
    String url = database.url().replaceFirst(":\\d+/", ":" + wire.port() + "/");
    String slow = database.slowUrl().replaceFirst(":\\d+/", ":" + wire.port() + "/");
    double single = oneByOne(url, slow);
    leave(rows);
    long began = System.nanoTime();
    var worker = worker(environment(url, slow));
    try {
      Eventually.until(
          "all are done", () -> database.number("select count(*) from jobs_outbox") == 0);
      double seconds = (System.nanoTime() - began) / 1e9;
      double rate = rows / seconds;
      System.out.printf(
          "%,d rows, the database %d ms away, start of the worker included: %.1f s, %,.0f rows/s;"
              + " one at a time %.1f rows/s; ratio %.0f%n",
          rows, 2 * oneWay.toMillis(), seconds, rate, single, rate / single);
      return rate / single;
    } finally {
      worker.close();
      wire.close();
    }
  }

  /** Reads a row, does it, deletes it, and only then the next. */
  private double oneByOne(String url, String slow) {
    int rows = 10;
    leave(rows);
    try (var worker =
        new TestWorker(
            environment(url, slow), TestWorker.Setup.DEFAULT, List.of(), lanes -> List.of())) {
      long began = System.nanoTime();
      for (int i = 0; i < rows; i++) {
        worker.call(
            lanes ->
                lanes
                    .run(OutboxStatements.WAITING.with(new UUID(0, 0), 1))
                    .compose(
                        found ->
                            lanes.run(
                                OutboxStatements.FORGET.with(
                                    (Object) new UUID[] {found.getFirst().id()}))));
      }
      return rows / ((System.nanoTime() - began) / 1e9);
    }
  }

  private void leave(int rows) {
    database.execute(
        "insert into jobs_outbox (type) select 'bench.nothing' from generate_series(1, "
            + rows
            + ")");
  }

  private Map<String, String> environment(String url, String slow) {
    Map<String, String> environment = new HashMap<>();
    environment.put("HTTP_PORT", "0");
    environment.put("DATABASE_URL", url);
    environment.put("DATABASE_SLOW_URL", slow);
    environment.put("MIGRATION_DATABASE_URL", database.migrationUrl());
    environment.put("REDIS_URL", redis.url(0));
    environment.put("JOBS_INSTANCES", "2");
    return environment;
  }

  private TestWorker worker(Map<String, String> environment) {
    return new TestWorker(
        environment,
        TestWorker.Setup.DEFAULT,
        List.of(WORK),
        lanes ->
            List.of(
                new JobWork(
                    WORK,
                    job -> {
                      done.incrementAndGet();
                      return Future.succeededFuture();
                    })));
  }
}
