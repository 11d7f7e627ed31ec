package com.honeydue.db;

import com.honeydue.config.DatabaseSettings;
import com.honeydue.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything one event loop holds open to the database: lanes for reads, for writes and for slow
 * work, the clockwork that keeps idle ones warm and gives silent ones up. Confined to its event
 * loop, but {@link #up} may be asked from anywhere.
 */
final class LoopLanes {

  private static final Duration WATCH_EVERY = Duration.ofMillis(250);

  private final Vertx vertx;
  private final ContextInternal context;
  private final DatabaseSettings settings;
  private final LaneProbe fastProbe;
  private final LaneProbe slowProbe;
  private final List<LaneGroup> fastGroups;
  private final List<LaneGroup> slowGroups;
  private final List<LaneGroup> groups;
  private final Lanes fast;
  private final Lanes slow;
  private final List<Long> timers = new ArrayList<>();

  private LoopLanes(
      Vertx vertx,
      DatabaseSettings settings,
      List<Statement<?>> given,
      Telemetry telemetry,
      JobRows jobs,
      int loop) {
    this.vertx = vertx;
    this.context = ((VertxInternal) vertx).getOrCreateContext();
    this.settings = settings;
    var options = ConnectOptions.of(settings.url(), settings);
    var slowOptions =
        ConnectOptions.of(
            settings.slowUrl().isEmpty() ? settings.url() : settings.slowUrl(), settings);
    var keeping = new Keeping(given);
    var statements = keeping.all();
    int writers = Math.min(settings.writeLanes(), settings.lanes() - 1);
    this.fastProbe = new LaneProbe(telemetry, "fast", loop);
    this.slowProbe = new LaneProbe(telemetry, "slow", loop);
    var reads = group(settings.lanes() - writers, options, statements, fastProbe);
    // With a single lane reads and writes share it.
    var writes = writers == 0 ? reads : group(writers, options, statements, fastProbe);
    var slowWork = group(settings.slowLanes(), slowOptions, statements, slowProbe);
    this.fastGroups = writers == 0 ? List.of(reads) : List.of(reads, writes);
    this.slowGroups = List.of(slowWork);
    this.groups = Stream.of(fastGroups, slowGroups).flatMap(List::stream).toList();
    this.fast = new Lanes((VertxInternal) vertx, reads, writes, keeping, fastProbe, jobs);
    this.slow = new Lanes((VertxInternal) vertx, slowWork, slowWork, keeping, slowProbe, jobs);
  }

  /**
   * Opens a lane of each kind, with which work can begin; must be called on the event loop they are
   * for.
   */
  static Future<LoopLanes> open(
      Vertx vertx,
      DatabaseSettings settings,
      List<Statement<?>> statements,
      Telemetry telemetry,
      JobRows jobs,
      int loop) {
    var lanes = new LoopLanes(vertx, settings, statements, telemetry, jobs, loop);
    return Future.join(lanes.groups.stream().map(LaneGroup::openFirst).toList())
        .onFailure(error -> lanes.close())
        .map(
            opened -> {
              lanes.startClockwork();
              return lanes;
            });
  }

  /** Opens the other lanes; completes once every lane is up. May be called from anywhere. */
  Future<Void> openRest() {
    Promise<Void> whole = Promise.promise();
    context.runOnContext(
        on ->
            Future.join(groups.stream().map(LaneGroup::openRest).toList())
                .<Void>mapEmpty()
                .onComplete(whole));
    return whole.future();
  }

  Lanes fast() {
    return fast;
  }

  Lanes slow() {
    return slow;
  }

  /** Nanoseconds that statements which are not slow work took longer than at best of late. */
  long delay() {
    return fastProbe.delay().nanos();
  }

  boolean up() {
    return fast.up();
  }

  Future<Void> close() {
    Promise<Void> promise = Promise.promise();
    context.runOnContext(
        on -> {
          timers.forEach(vertx::cancelTimer);
          Future.join(all().map(Lane::close).toList()).<Void>mapEmpty().onComplete(promise);
        });
    return promise.future();
  }

  private LaneGroup group(
      int size, PgConnectOptions options, List<Statement<?>> statements, LaneProbe probe) {
    var group = new LaneGroup(settings.pipelining(), settings.maxQueue(), probe);
    var laneOptions =
        new Lane.LaneOptions(
            settings.connectTimeout(),
            Duration.ofMillis(50),
            Duration.ofSeconds(2),
            settings.windowBytes());
    for (int i = 0; i < size; i++) {
      group.add(new Lane(vertx, options, laneOptions, statements, group));
    }
    return group;
  }

  private Stream<Lane> all() {
    return groups.stream().flatMap(group -> group.lanes().stream());
  }

  private void sample() {
    fastProbe.sample(fastGroups);
    slowProbe.sample(slowGroups);
  }

  private void startClockwork() {
    long deadline = settings.statementDeadline().toNanos();
    timers.add(
        vertx.setPeriodic(
            WATCH_EVERY.toMillis(),
            tick -> {
              groups.forEach(group -> group.watch(deadline));
              sample();
            }));
    sample();
    if (!settings.keepWarmEvery().isZero()) {
      timers.add(vertx.setPeriodic(settings.keepWarmEvery().toMillis(), tick -> keepWarm()));
    }
  }

  /**
   * An idle TCP connection forgets its congestion window after about a second; a tiny query keeps
   * it.
   */
  private void keepWarm() {
    long now = System.nanoTime();
    for (var group : groups) {
      if (group.usedWithin(settings.keepWarmFor().toNanos(), now)) {
        group.keepWarm();
      }
    }
  }
}
