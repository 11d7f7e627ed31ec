package com.honeydue.testing;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has been started, to be stopped in the opposite order. Any thread may use it. */
final class Running implements AutoCloseable {

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private boolean closed;

  /** Takes what has just been started; stops it at once when all the rest is stopped already. */
  synchronized void add(AutoCloseable server) {
    started.push(server);
    if (closed) {
      close();
    }
  }

  /** Stops all of it, also what comes after one that cannot be stopped. */
  @Override
  public synchronized void close() {
    closed = true;
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        System.err.println("could not stop: " + e);
      }
    }
  }
}
