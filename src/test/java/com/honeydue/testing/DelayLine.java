package com.honeydue.testing;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One direction of a connection: does what it is given in the order given, each thing a fixed time
 * after it was handed in, driven by a timer of one millisecond's grain (rounded to the nearest, so
 * the mean is right). While held it does nothing and forgets nothing: as with a network that
 * swallows packets, TCP sends again once it heals. Lives on one event loop.
 */
final class DelayLine {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Vertx vertx;
  private final long delayNanos;
  private final Deque<Step> steps = new ArrayDeque<>();
  private boolean held;
  private boolean timing;

  private record Step(long due, Runnable action) {}

  DelayLine(Vertx vertx, Duration delay, boolean held) {
    this.vertx = vertx;
    this.delayNanos = delay.toNanos();
    this.held = held;
  }

  void add(Runnable action) {
    if (delayNanos == 0 && !held && steps.isEmpty()) {
      action.run();
      return;
    }
    steps.addLast(new Step(System.nanoTime() + delayNanos, action));
    arm();
  }

  void hold(boolean hold) {
    held = hold;
    arm();
  }

  private void arm() {
    if (timing || held || steps.isEmpty()) {
      return;
    }
    timing = true;
    long wait = steps.getFirst().due() - System.nanoTime();
    vertx.setTimer(Math.max(1, Math.round((double) wait / NANOS_PER_MILLI)), id -> fire());
  }

  private void fire() {
    timing = false;
    long now = System.nanoTime() + NANOS_PER_MILLI / 2;
    while (!held && !steps.isEmpty() && steps.getFirst().due() <= now) {
      steps.removeFirst().action().run();
    }
    arm();
  }
}
