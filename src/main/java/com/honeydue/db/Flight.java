package com.honeydue.db;

import io.vertx.core.Future;
import io.vertx.core.Promise;

/** Several statements that leave in one flush. Confined to one event loop. */
interface Flight {

  /** Whether any of them may take row locks. */
  boolean writes();

  /** How many commands it puts on the lane. */
  int commands();

  /** Sends everything within this turn of the event loop; completes when every answer is there. */
  Future<?> send(Lane lane);

  /** Whether nothing has happened yet and preparing again will help. */
  boolean repeatable(Throwable error);

  Future<?> prepareAgain(Lane lane);

  /** Reads every answer and completes {@code promise} with all rows, or with the first failure. */
  void finish(Promise<Results> promise);

  /** It never left. */
  void refused(Throwable refusal, Promise<Results> promise);
}
