package com.honeydue.db;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lanes of one event loop that do the same kind of work. A statement takes the lane with the fewest
 * in flight; when all are full it waits in a bounded queue. Confined to its event loop.
 */
final class LaneGroup implements Lane.Observer {

  /** What became of a piece of work. */
  enum Admission {
    SENT,
    QUEUED,
    /** No lane is open. */
    DOWN,
    /** The queue is full. */
    FULL
  }

  /**
   * Work that waits for room.
   *
   * @param commands how many commands it sends
   * @param since {@link System#nanoTime()} when it came
   */
  private record Waiting(int commands, long since, Consumer<Lane> work, Runnable expired) {}

  private final List<Lane> lanes = new ArrayList<>();
  private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
  private final int pipelining;
  private final int maxQueue;
  private final LaneProbe probe;
  private boolean draining;
  private final Promise<Void> whole = Promise.promise();
  private int openedBefore;
  private long usedAt = System.nanoTime();

  LaneGroup(int pipelining, int maxQueue, LaneProbe probe) {
    this.pipelining = pipelining;
    this.maxQueue = maxQueue;
    this.probe = probe;
  }

  void add(Lane lane) {
    lanes.add(lane);
  }

  List<Lane> lanes() {
    return lanes;
  }

  /** Opens one lane, with which the group can work; fails when it does not open. */
  Future<Void> openFirst() {
    return lanes.getFirst().open();
  }

  /**
   * Opens the other lanes, as often as it takes.
   *
   * @return completes as soon as all are up
   */
  Future<Void> openRest() {
    lanes.stream().skip(1).forEach(Lane::openUntilUp);
    tellWhole();
    return whole.future();
  }

  boolean anyUp() {
    for (var lane : lanes) {
      if (lane.up()) {
        return true;
      }
    }
    return false;
  }

  /** Runs {@code work} on a lane now, keeps it for later, or refuses it. */
  Admission admit(int commands, Consumer<Lane> work, Runnable expired) {
    usedAt = System.nanoTime();
    var lane = queue.isEmpty() ? withRoomFor(commands) : null;
    if (lane != null) {
      work.accept(lane);
      return Admission.SENT;
    }
    if (!anyUp()) {
      return Admission.DOWN;
    }
    if (queue.size() >= maxQueue) {
      return Admission.FULL;
    }
    queue.add(new Waiting(commands, System.nanoTime(), work, expired));
    probe.queued(1);
    return Admission.QUEUED;
  }

  /** Whether any caller's work came within the last {@code nanos}. */
  boolean usedWithin(long nanos, long now) {
    return now - usedAt <= nanos;
  }

  /** Sends each idle lane a query that costs the server nothing. */
  void keepWarm() {
    for (var lane : lanes) {
      if (lane.up() && lane.inFlight() == 0) {
        lane.simple("select 1");
      }
    }
  }

  /**
   * Gives up lanes whose server has been silent, and work that has waited, for {@code
   * deadlineNanos}.
   */
  void watch(long deadlineNanos) {
    long now = System.nanoTime();
    for (var lane : lanes) {
      if (lane.up() && lane.silentFor(now) > deadlineNanos) {
        lane.abandon();
      }
    }
    while (!queue.isEmpty() && now - queue.peek().since() > deadlineNanos) {
      next().expired().run();
    }
  }

  @Override
  public void opened(Lane lane) {
    if (openedBefore++ >= lanes.size()) {
      probe.reopened();
    }
    tellWhole();
    roomy();
  }

  @Override
  public void lost(Lane lane) {
    if (!anyUp()) {
      while (!queue.isEmpty()) {
        next().expired().run();
      }
    }
  }

  @Override
  public void roomy() {
    if (draining || queue.isEmpty()) {
      return;
    }
    draining = true;
    try {
      @Nullable Lane lane;
      while (!queue.isEmpty() && (lane = withRoomFor(queue.peek().commands())) != null) {
        next().work().accept(lane);
      }
    } finally {
      draining = false;
    }
  }

  private void tellWhole() {
    if (!whole.future().isComplete() && lanes.stream().allMatch(Lane::up)) {
      whole.complete();
    }
  }

  private Waiting next() {
    probe.queued(-1);
    return queue.remove();
  }

  private @Nullable Lane withRoomFor(int commands) {
    @Nullable Lane best = null;
    for (var lane : lanes) {
      if (lane.up() && (best == null || lane.inFlight() < best.inFlight())) {
        best = lane;
      }
    }
    // A burst larger than the limit may still travel alone.
    return best != null && (best.inFlight() + commands <= pipelining || best.inFlight() == 0)
        ? best
        : null;
  }
}
