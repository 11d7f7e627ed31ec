package com.honeydue.http;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the requests one verticle works on and refuses more than it has room for, so that those it
 * works on are answered in good time. While there are any, it looks every few milliseconds how late
 * the event loop is. Lives on that event loop.
 */
final class InFlight {

  private static final Logger log = LoggerFactory.getLogger(InFlight.class);
  private static final long LOOK_MILLIS = 5;
  private static final long SAY_EVERY = TimeUnit.SECONDS.toNanos(1);

  private final Vertx vertx;
  private final Room room;
  private final boolean looks;
  private final LongSupplier delay;
  private int count;
  private int mostTaken;
  private boolean looking;
  private long due;
  private long refused;
  private long saidAt = System.nanoTime() - SAY_EVERY;

  /**
   * Nobody is in yet.
   *
   * @param most requests at a time
   * @param lag how late the event loop may be, with fewer than that; zero does not look
   * @param delay nanoseconds that the loop's statements took longer than at best of late
   * @param allowedDelay how many of those are no reason to have fewer; zero for any
   */
  InFlight(Vertx vertx, int most, Duration lag, LongSupplier delay, Duration allowedDelay) {
    this.vertx = vertx;
    this.room = new Room(most, lag.toNanos(), allowedDelay.toNanos());
    this.looks = lag.isPositive();
    this.delay = delay;
  }

  boolean enter() {
    if (count >= room.places()) {
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

  /**
   * Somebody was refused. That is told once a second at most, for all of them: a line and a span
   * for each would cost what refusing saves.
   *
   * @return whether this is one that is told
   */
  boolean refused() {
    refused++;
    long now = System.nanoTime();
    if (now - saidAt < SAY_EVERY) {
      return false;
    }
    log.atWarn().addKeyValue("refused", refused).addKeyValue("in_flight", count).log("overloaded");
    refused = 0;
    saidAt = now;
    return true;
  }

  private void lookLater() {
    due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
    vertx.setTimer(LOOK_MILLIS, timer -> look());
  }

  private void look() {
    long late = Math.max(0, System.nanoTime() - due);
    room.looked(
        late, delay.getAsLong(), late + TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS), mostTaken);
    looking = count > 0;
    mostTaken = count;
    if (looking) {
      lookLater();
    }
  }
}
