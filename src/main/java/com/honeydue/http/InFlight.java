package com.honeydue.http;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Counts the requests one verticle works on and refuses more than it has room for, so that those it
 * works on are answered in good time. While there are any, it looks every few milliseconds how late
 * the event loop is. Lives on that event loop.
 */
final class InFlight {

  private static final long LOOK_MILLIS = 5;

  private final Vertx vertx;
  private final Room room;
  private final boolean looks;
  private int count;
  private int mostTaken;
  private boolean looking;
  private long due;

  /**
   * Nobody is in yet.
   *
   * @param most requests at a time
   * @param lag how late the event loop may be, with fewer than that; zero does not look
   */
  InFlight(Vertx vertx, int most, Duration lag) {
    this.vertx = vertx;
    this.room = new Room(most, lag.toNanos());
    this.looks = lag.isPositive();
  }

  boolean enter() {
    if (count >= room.places()) {
      mostTaken = count;
      return false;
    }
    count++;
    mostTaken = Math.max(mostTaken, count);
    if (looks && !looking) {
      looking = true;
      lookLater();
    }
    return true;
  }

  void leave() {
    count--;
  }

  private void lookLater() {
    due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
    vertx.setTimer(LOOK_MILLIS, timer -> look());
  }

  private void look() {
    room.looked(Math.max(0, System.nanoTime() - due), mostTaken);
    looking = count > 0;
    mostTaken = count;
    if (looking) {
      lookLater();
    }
  }
}
