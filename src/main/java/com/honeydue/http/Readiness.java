package com.honeydue.http;

/** Whether the process wants traffic. One for the whole process, thread-safe. */
public final class Readiness {

  private volatile boolean ready;
  private volatile boolean draining;

  /** The lanes are warm, or they are not. */
  public void ready(boolean now) {
    ready = now;
  }

  /**
   * From now on the process is unready for good, and connections are closed once their answers are
   * sent.
   */
  public void drain() {
    draining = true;
  }

  public boolean isReady() {
    return ready && !draining;
  }

  public boolean isDraining() {
    return draining;
  }
}
