package com.honeydue;

import com.honeydue.admin.FlightRecorderWatch;
import com.honeydue.admin.LogLevelWatch;
import com.honeydue.auth.Auth;
import com.honeydue.bus.Bus;
import com.honeydue.bus.ServiceVerticle;
import com.honeydue.config.Secret;
import com.honeydue.config.Settings;
import com.honeydue.db.Database;
import com.honeydue.http.Contract;
import com.honeydue.http.ContractLoader;
import com.honeydue.http.Files;
import com.honeydue.http.HttpVerticle;
import com.honeydue.http.Readiness;
import com.honeydue.http.throttle.Throttles;
import com.honeydue.jobs.HandOver;
import com.honeydue.jobs.Jobs;
import com.honeydue.mail.Mailer;
import com.honeydue.notifications.Notifications;
import com.honeydue.push.Push;
import com.honeydue.redis.RedisLinks;
import com.honeydue.residences.report.ReportPool;
import com.honeydue.storage.SignedLinks;
import com.honeydue.storage.Storages;
import com.honeydue.stores.Stores;
import com.honeydue.telemetry.BusMeters;
import com.honeydue.telemetry.Telemetry;
import com.honeydue.telemetry.TelemetryStart;
import com.honeydue.uploads.FileIntake;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running process: what it opens, in order, and closes again in reverse. Started and stopped by
 * one thread that is no event loop.
 */
public final class Server {

  private static final Logger log = LoggerFactory.getLogger(Server.class);

  /**
   * Long enough for every connection to open across an ocean; a start that takes longer has failed.
   */
  private static final Duration OPENING = Duration.ofSeconds(60);

  /** More of them wait in the queue of jobs, where waiting costs no memory. */
  private static final int REPORTS_WAITING = 16;

  private static final Duration FLUSHING = Duration.ofSeconds(5);

  private final Settings settings;
  private final Readiness readiness = new Readiness();
  private final Deque<Closing> closings = new ArrayDeque<>();
  private @Nullable Vertx vertx;
  private Future<Void> whole = Future.failedFuture("not started");
  private int port;

  /** Something that was opened. */
  private record Closing(String what, Supplier<Future<?>> close) {}

  private Server(Settings settings) {
    this.settings = settings;
  }

  /**
   * Opens everything and listens.
   *
   * @throws Exception whose message is one line for the operator; whatever was opened is closed
   *     again
   */
  public static Server start(Settings settings) throws Exception {
    return start(
        settings, TelemetryStart.start(settings.otel(), settings.obs()), InstantSource.system());
  }

  /** The same, observed and timed by what the caller hands in. */
  public static Server start(Settings settings, Telemetry telemetry, InstantSource clock)
      throws Exception {
    var server = new Server(settings);
    try {
      server.open(telemetry, clock);
    } catch (Exception failed) {
      server.close();
      throw failed;
    }
    return server;
  }

  /** Where the API listens. */
  public int port() {
    return port;
  }

  /** Completes once what a start does not wait for is there too: every lane is open. */
  public Future<Void> whole() {
    return whole;
  }

  /**
   * Stops as a load balancer needs it: unready at once, still serving for the grace period while
   * routing catches up, then no new connections, then what is in flight, then everything else.
   */
  public void stop() {
    log.info("draining");
    readiness.drain();
    awaitGrace();
    close();
    log.info("stopped");
  }

  private void open(Telemetry telemetry, InstantSource clock) throws Exception {
    long began = System.nanoTime();
    closings.push(new Closing("telemetry", () -> telemetry.shutdown(FLUSHING)));
    var vertx = telemetry.vertx(vertxOptions()).build();
    this.vertx = vertx;
    closings.push(new Closing("event loops", vertx::close));
    Bus.install(vertx, clock);
    var push = Push.open(vertx, settings.push(), clock, telemetry);
    closings.push(new Closing("push", push::close));
    var stores = Stores.open(vertx, settings.stores(), clock, telemetry);
    closings.push(new Closing("stores", stores::close));
    var contract = ContractLoader.load(vertx);
    // All of these take their time, most of it waiting: they do so together.
    var links =
        opening("redis", RedisLinks.open(vertx, settings.redis(), telemetry), RedisLinks::close);
    var handOver = new HandOver(vertx, () -> links.result().link(), clock, telemetry);
    var lanes =
        opening(
            "database",
            Database.open(vertx, settings.database(), Domain.allStatements(), telemetry, handOver),
            Database::close);
    var mailers =
        opening("mail", Mailer.open(vertx, settings.mail(), telemetry, clock), Mailer::close);
    var auth = new Auth(vertx, settings.auth(), settings.database().url(), clock, telemetry);
    closings.push(new Closing("auth", auth::close));
    var files = openFiles(vertx, telemetry, clock);
    var redis = await(links);
    var database = await(lanes);
    var mailer = await(mailers);
    var reports = new ReportPool(vertx, REPORTS_WAITING, telemetry);
    closings.push(new Closing("reports", reports::close));
    var resources =
        new Resources(
            vertx,
            settings,
            telemetry,
            new BusMeters(telemetry),
            database,
            redis,
            auth,
            new Notifications(settings, clock, telemetry),
            mailer,
            push,
            stores,
            files.storage(),
            reports,
            clock);
    await(watchStaff(resources));
    if (settings.role().doesJobs()) {
      doJobs(resources, handOver);
    }
    if (settings.role().servesApi()) {
      var answered = deployServices(resources);
      await(contract).requireAnswers(answered);
      listen(resources, await(contract), files);
    } else {
      listen(resources, await(contract).edgeAlone(), files);
    }
    readiness.ready(true);
    log.atInfo()
        .addKeyValue("addr", ":" + port)
        .addKeyValue("startup_ms", millisSince(began))
        .log("HTTP server listening");
    whole = database.openRest();
    whole.onSuccess(
        open ->
            log.atInfo().addKeyValue("startup_ms", millisSince(began)).log("every lane is open"));
  }

  /** Is to be closed whether or not it has opened by then. */
  private <T> Future<T> opening(String what, Future<T> opening, Function<T, Future<Void>> close) {
    closings.push(
        new Closing(
            what,
            () ->
                opening.transform(
                    (opened, failed) ->
                        failed == null ? close.apply(opened) : Future.succeededFuture())));
    return opening;
  }

  private static long millisSince(long began) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
  }

  /** What staff may want of any process, whatever its role is. */
  private Future<?> watchStaff(Resources resources) {
    var every = settings.obs().staffEvery();
    return Future.all(
        resources
            .vertx()
            .deployVerticle(new LogLevelWatch(resources.redis(), resources.clock(), every)),
        resources
            .vertx()
            .deployVerticle(
                new FlightRecorderWatch(
                    resources.redis(),
                    resources.storage(),
                    resources.clock(),
                    resources.telemetry().instance(),
                    every,
                    settings.storage().uploads().spool())));
  }

  private Files openFiles(Vertx vertx, Telemetry telemetry, InstantSource clock) throws Exception {
    var key = settings.storage().signingKey();
    var links = new SignedLinks(key.isEmpty() ? new Secret(settings.database().url()) : key, clock);
    var storage = await(Storages.open(vertx, settings.storage(), links, telemetry));
    closings.push(new Closing("storage", storage::close));
    var uploads = settings.storage().uploads();
    var intake = await(FileIntake.open(vertx, uploads, storage, clock, telemetry));
    closings.push(new Closing("uploads", intake::close));
    return new Files(storage, intake, links, uploads.deadline(), uploads.linkLifetime());
  }

  /** Deploys every domain; returns the operations that are answered. */
  private Set<String> deployServices(Resources resources) throws Exception {
    var verticles = new ConcurrentLinkedQueue<ServiceVerticle>();
    var deployments = new ArrayList<Future<?>>();
    for (var domain : Domain.ALL) {
      Supplier<ServiceVerticle> verticle =
          () -> {
            var made = new ServiceVerticle(() -> domain.service().apply(resources));
            verticles.add(made);
            return made;
          };
      deployments.add(
          resources.vertx().deployVerticle(verticle, instances(settings.bus().instances())));
    }
    deployments.add(
        resources
            .vertx()
            .deployVerticle(
                resources.auth().watch(resources.database()::slowLanes, resources.redis()::link)));
    await(Future.all(deployments));
    var answered = new HashSet<String>();
    verticles.forEach(verticle -> answered.addAll(verticle.answered()));
    return answered;
  }

  private void doJobs(Resources resources, HandOver handOver) throws Exception {
    var jobs =
        new Jobs(
            resources.vertx(),
            settings,
            resources.database(),
            resources.redis(),
            handOver,
            resources.clock(),
            resources.telemetry());
    var stop =
        await(
            jobs.start(
                Domain.allJobs(),
                () -> Domain.allWork(resources),
                Domain.allSchedules(),
                orCores(settings.jobs().instances())));
    closings.push(new Closing("jobs", stop::get));
  }

  private void listen(Resources resources, Contract contract, Files files) throws Exception {
    var throttles =
        new Throttles(
            settings.throttle(),
            sharedSecret(),
            resources.redis()::link,
            resources.clock(),
            resources.telemetry());
    var verticles = new ConcurrentLinkedQueue<HttpVerticle>();
    String deployment =
        await(
            resources
                .vertx()
                .deployVerticle(
                    () -> {
                      var verticle = httpVerticle(resources, contract, throttles, files);
                      verticles.add(verticle);
                      return verticle;
                    },
                    instances(settings.http().instances())));
    port = verticles.element().port();
    closings.push(new Closing("http", () -> resources.vertx().undeploy(deployment)));
  }

  /** What all processes have and Redis does not. */
  private String sharedSecret() {
    var key = settings.auth().codeKey();
    return key.isEmpty() ? settings.database().url() : key.value();
  }

  private HttpVerticle httpVerticle(
      Resources resources, Contract contract, Throttles throttles, Files files) {
    return new HttpVerticle(
        settings.http(),
        settings.shutdown(),
        contract,
        new Bus(resources.vertx(), resources.clock(), resources.busMeters()),
        resources.redis(),
        resources.clock(),
        readiness,
        resources.telemetry(),
        throttles,
        files,
        resources.database()::delay);
  }

  /** Routing takes a while to notice that this process is unready; until then it must answer. */
  private void awaitGrace() {
    if (vertx == null || settings.shutdown().grace().isZero()) {
      return;
    }
    try {
      var grace = settings.shutdown().grace();
      await(vertx.timer(grace.toMillis(), TimeUnit.MILLISECONDS), grace.plus(OPENING));
    } catch (Exception cutShort) {
      log.atWarn().setCause(cutShort).log("the grace period was cut short");
    }
  }

  private void close() {
    while (!closings.isEmpty()) {
      var closing = closings.pop();
      try {
        await(closing.close().get(), settings.shutdown().drain().plus(OPENING));
      } catch (Exception unclean) {
        log.atWarn()
            .setCause(unclean)
            .addKeyValue("what", closing.what())
            .log("did not close cleanly");
      }
    }
  }

  private VertxOptions vertxOptions() {
    return new VertxOptions()
        .setEventLoopPoolSize(orCores(settings.database().loops()))
        .setPreferNativeTransport(true);
  }

  private DeploymentOptions instances(int configured) {
    return new DeploymentOptions().setInstances(orCores(configured));
  }

  private static int orCores(int configured) {
    return configured == 0 ? Runtime.getRuntime().availableProcessors() : configured;
  }

  private static <T> T await(Future<T> future) throws Exception {
    return await(future, OPENING);
  }

  private static <T> T await(Future<T> future, Duration patience) throws Exception {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(patience.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof Exception cause ? cause : failed;
    } catch (TimeoutException late) {
      throw new IllegalStateException("it took longer than " + patience.toSeconds() + " s", late);
    }
  }
}
