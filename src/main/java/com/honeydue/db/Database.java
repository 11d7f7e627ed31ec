package com.honeydue.db;

import com.honeydue.config.DatabaseSettings;
import com.honeydue.telemetry.Telemetry;
import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of every event loop. Opened before anything listens; a service asks for the lanes of
 * the event loop it lives on. Immutable once open.
 */
public final class Database {

  private final Map<EventLoop, LoopLanes> byLoop;

  private Database(Map<EventLoop, LoopLanes> byLoop) {
    this.byLoop = Map.copyOf(byLoop);
  }

  /**
   * Opens a lane of each kind on each event loop, and prepares {@code statements} on it.
   *
   * @param jobs is told of the jobs that statements leave
   * @throws IllegalStateException (in the future) when the database cannot be reached or does not
   *     fit the settings
   */
  public static Future<Database> open(
      Vertx vertx,
      DatabaseSettings settings,
      List<Statement<?>> statements,
      Telemetry telemetry,
      JobRows jobs) {
    var loops = new ArrayList<EventLoop>();
    ((VertxInternal) vertx)
        .nettyEventLoopGroup()
        .forEach(executor -> loops.add((EventLoop) executor));
    // Both are a handful of round trips: they travel together. What the check has to say is why the
    // rest did not open.
    var checking = new StartupCheck(vertx, settings).run(loops.size());
    var opening = openAll((VertxInternal) vertx, loops, settings, statements, telemetry, jobs);
    checking.onFailure(unfit -> opening.onSuccess(Database::close));
    return checking.compose(fits -> opening);
  }

  private static Future<Database> openAll(
      VertxInternal vertx,
      List<EventLoop> loops,
      DatabaseSettings settings,
      List<Statement<?>> statements,
      Telemetry telemetry,
      JobRows jobs) {
    var opening = new HashMap<EventLoop, Future<LoopLanes>>();
    for (int i = 0; i < loops.size(); i++) {
      int index = i;
      var context = vertx.contextBuilder().withEventLoop(loops.get(i)).build();
      opening.put(
          loops.get(i),
          onContext(
              context, () -> LoopLanes.open(vertx, settings, statements, telemetry, jobs, index)));
    }
    return Future.all(new ArrayList<>(opening.values()))
        .map(
            all -> {
              var lanes = new HashMap<EventLoop, LoopLanes>();
              opening.forEach((loop, future) -> lanes.put(loop, future.result()));
              return new Database(lanes);
            });
  }

  /** The lanes of the event loop this is called on. */
  public Lanes lanes() {
    return ofCurrentLoop().fast();
  }

  /** The lanes for slow work of the event loop this is called on. */
  public Lanes slowLanes() {
    return ofCurrentLoop().slow();
  }

  /**
   * Opens the lanes that a start need not wait for, as often as it takes.
   *
   * @return completes once every lane is up
   */
  public Future<Void> openRest() {
    return Future.all(byLoop.values().stream().map(LoopLanes::openRest).toList()).mapEmpty();
  }

  /** Whether every event loop has lanes to read and to write on. */
  public boolean up() {
    return byLoop.values().stream().allMatch(LoopLanes::up);
  }

  public Future<Void> close() {
    return Future.join(byLoop.values().stream().map(LoopLanes::close).toList()).mapEmpty();
  }

  /**
   * Nanoseconds that statements of the event loop this is called on took longer than at best of
   * late: what they wait for each other.
   */
  public long delay() {
    return ofCurrentLoop().delay();
  }

  private LoopLanes ofCurrentLoop() {
    @Nullable ContextInternal context = ContextInternal.current();
    @Nullable LoopLanes lanes = context == null ? null : byLoop.get(context.nettyEventLoop());
    if (lanes == null) {
      throw new IllegalStateException("lanes belong to event loops: ask for them on one");
    }
    return lanes;
  }

  private static <T> Future<T> onContext(
      Context context, java.util.function.Supplier<Future<T>> work) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(on -> work.get().onComplete(promise));
    return promise.future();
  }
}
