package com.honeydue.jobs;

import com.honeydue.db.Lanes;
import com.honeydue.db.Statement;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** The two kinds of jobs there are: one that writes to the database, one that sends something. */
final class ChaosJobs {

  static final JobType EFFECT = type("chaos.effect", JobType.Queue.DEFAULT);
  static final JobType SEND = type("chaos.send", JobType.Queue.CRITICAL);
  static final List<JobType> TYPES = List.of(EFFECT, SEND);

  /** $1 the job's id. */
  static final Statement<UUID> LEAVE_EFFECT = leave(EFFECT);

  /** $1 the job's id. */
  static final Statement<UUID> LEAVE_SEND = leave(SEND);

  /** $1 the job's id: its effect, and its end. */
  static final Statement<UUID> DO_EFFECT =
      Statement.insert("doEffect", "effect")
          .takes(UUID.class)
          .sql(
              """
              with gone as (delete from jobs_outbox where id = $1 returning id)
              insert into effect (job) select id from gone returning job
              """)
          .map(row -> row.getUUID(0));

  static final List<Statement<?>> STATEMENTS = List.of(LEAVE_EFFECT, LEAVE_SEND, DO_EFFECT);

  private ChaosJobs() {}

  /** What does them; sending is a POST to the peer's {@code /<id of the job>}. */
  static List<JobWork> work(Vertx vertx, Lanes lanes, int peer) {
    var client = vertx.createHttpClient();
    return List.of(
        new JobWork(EFFECT, job -> lanes.run(DO_EFFECT.with(UUID.fromString(job.id())))),
        new JobWork(
            SEND,
            job ->
                client
                    .request(
                        new RequestOptions()
                            .setMethod(HttpMethod.POST)
                            .setHost("127.0.0.1")
                            .setPort(peer)
                            .setURI("/" + job.id()))
                    .compose(io.vertx.core.http.HttpClientRequest::send)
                    .compose(io.vertx.core.http.HttpClientResponse::body)));
  }

  private static JobType type(String name, JobType.Queue queue) {
    return JobType.of(name, queue)
        .retries(50, new JobType.Pauses(Duration.ofMillis(100), Duration.ofSeconds(1)));
  }

  private static Statement<UUID> leave(JobType type) {
    return Statement.insert("leave_" + type.name(), "jobs_outbox")
        .takes(UUID.class)
        .leaves(type.name(), 1)
        .sql("insert into jobs_outbox (id, type) values ($1, '" + type.name() + "') returning id")
        .map(row -> row.getUUID(0));
  }
}
