package com.honeydue.jobs;

import com.honeydue.config.JobSettings;
import com.honeydue.config.Settings;
import com.honeydue.db.Database;
import com.honeydue.db.Lanes;
import com.honeydue.db.Statement;
import com.honeydue.redis.RedisLinks;
import com.honeydue.telemetry.JobMeters;
import com.honeydue.telemetry.Telemetry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The workers of one process: verticles that do jobs, and one that looks after the outbox and the
 * schedules. Started and stopped by one thread that is no event loop.
 */
public final class Jobs {

  /** Every statement that the outbox, the schedules and staff send. */
  public static final List<Statement<?>> STATEMENTS =
      Stream.of(OutboxStatements.ALL, JobService.STATEMENTS)
          .<Statement<?>>flatMap(List::stream)
          .toList();

  /** Forgets the dead after a while. */
  public static final JobType SWEEP_DEAD = JobType.of("jobs.sweep_dead", JobType.Queue.LOW);

  /** Once a day, when it is night in the Americas and not yet day in Europe. */
  public static final Schedule SWEEP_DEAD_DAILY =
      Schedule.every(Duration.ofDays(1), SWEEP_DEAD).at(Duration.ofHours(4));

  /** What forgets the dead. */
  public static JobWork sweepDead(Lanes slowLanes, JobSettings settings) {
    return new JobWork(
        SWEEP_DEAD,
        job ->
            slowLanes.run(
                JobStatements.SWEEP.with(settings.deadFor().toSeconds(), settings.deadMost())));
  }

  private final Vertx vertx;
  private final Settings settings;
  private final Database database;
  private final RedisLinks redis;
  private final HandOver handOver;
  private final InstantSource clock;
  private final Telemetry telemetry;
  private final JobMeters meters;

  public Jobs(
      Vertx vertx,
      Settings settings,
      Database database,
      RedisLinks redis,
      HandOver handOver,
      InstantSource clock,
      Telemetry telemetry) {
    this.vertx = vertx;
    this.settings = settings;
    this.database = database;
    this.redis = redis;
    this.handOver = handOver;
    this.clock = clock;
    this.telemetry = telemetry;
    this.meters = new JobMeters(telemetry);
  }

  /**
   * Begins to do jobs.
   *
   * @param types of all jobs
   * @param work makes what does them, on the event loop it will live on
   * @param instances verticles that do jobs
   * @return how to stop it again: jobs that run are waited for and then given back
   */
  public Future<Supplier<Future<Void>>> start(
      List<JobType> types, Supplier<List<JobWork>> work, List<Schedule> schedules, int instances) {
    meters.expect(types.stream().map(JobType::name).toList());
    return Future.all(
            vertx.deployVerticle(
                () -> new JobVerticle(() -> worker(work.get()), settings.shutdown().drain()),
                new DeploymentOptions().setInstances(instances)),
            vertx.deployVerticle(new UpkeepVerticle(() -> upkeep(types, schedules))))
        .map(
            deployed -> {
              String workers = deployed.resultAt(0);
              String upkeep = deployed.resultAt(1);
              return () -> Future.join(vertx.undeploy(workers), vertx.undeploy(upkeep)).mapEmpty();
            });
  }

  private Worker worker(List<JobWork> work) {
    ContextInternal context = ((VertxInternal) vertx).getOrCreateContext();
    return new Worker(
        context,
        settings.jobs(),
        new JobQueue(redis.link()),
        database.slowLanes(),
        work,
        telemetry,
        meters,
        clock);
  }

  private UpkeepVerticle.Parts upkeep(List<JobType> types, List<Schedule> schedules) {
    var lanes = database.slowLanes();
    var link = redis.link();
    return new UpkeepVerticle.Parts(
        new Relay(
            vertx,
            settings.jobs(),
            link,
            lanes,
            settings.database().slowStatementTimeout(),
            telemetry),
        new Ticks(vertx, link, lanes, schedules, handOver, clock, telemetry),
        new QueueGauges(vertx, link, types, telemetry));
  }
}
