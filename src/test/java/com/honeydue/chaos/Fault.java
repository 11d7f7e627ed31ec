package com.honeydue.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What breaks, and how it is mended. The nodes are an api that takes the load and a worker. */
enum Fault {
  KILL_API(0, "an api process is killed, another takes its place"),
  FREEZE_API(3, "the api stands still"),
  KILL_WORKER(0, "the worker is killed, another takes its place"),
  FREEZE_WORKER(4, "the worker stands still for longer than its lease"),
  KILL_POSTGRES(0, "PostgreSQL is killed with all its processes, and started again"),
  FREEZE_POSTGRES(6, "PostgreSQL stands still"),
  LOSE_POSTGRES(8, "what is sent to PostgreSQL is swallowed"),
  SLOW_POSTGRES(6, "PostgreSQL is 220 ms away"),
  KILL_REDIS(2, "Redis is killed, and started again"),
  FREEZE_REDIS(5, "Redis stands still"),
  LOSE_REDIS(5, "what is sent to Redis is swallowed"),
  SLOW_REDIS(5, "Redis is 220 ms away");

  /** How long it stays broken. */
  final int seconds;

  final String told;

  Fault(int seconds, String told) {
    this.seconds = seconds;
    this.told = told;
  }

  /** Whether the client's connection itself is what breaks, so that nobody is there to say 503. */
  boolean takesTheAnswerer() {
    return this == KILL_API || this == FREEZE_API;
  }

  /** Whether a worker was struck in the middle of something it then did again. */
  boolean mayRepeat() {
    return this == KILL_WORKER
        || this == FREEZE_WORKER
        || name().endsWith("REDIS")
        || name().endsWith("POSTGRES");
  }

  void strike(Stage stage) {
    switch (this) {
      case KILL_API -> stage.replaceApi();
      case FREEZE_API -> stage.api().signal("STOP");
      case KILL_WORKER -> stage.replaceWorker();
      case FREEZE_WORKER -> stage.worker().signal("STOP");
      case KILL_POSTGRES, FREEZE_POSTGRES ->
          Signals.sendToAll(postgres(stage), this == KILL_POSTGRES ? "KILL" : "STOP");
      case LOSE_POSTGRES -> stage.arena().toPostgres.blackhole(true);
      case SLOW_POSTGRES -> stage.arena().toPostgres.slow(110);
      case KILL_REDIS, FREEZE_REDIS ->
          Signals.send(redis(stage), this == KILL_REDIS ? "KILL" : "STOP");
      case LOSE_REDIS -> stage.arena().toRedis.blackhole(true);
      case SLOW_REDIS -> stage.arena().toRedis.slow(110);
    }
  }

  void mend(Stage stage) {
    var arena = stage.arena();
    switch (this) {
      case KILL_API, KILL_WORKER -> {}
      case FREEZE_API -> stage.api().signal("CONT");
      case FREEZE_WORKER -> stage.worker().signal("CONT");
      case KILL_POSTGRES -> {
        arena.postgres.killed();
        // Its children end a moment after it, and until then nobody else gets its memory.
        Waiting.until(20_000, "PostgreSQL", () -> starts(arena));
      }
      case FREEZE_POSTGRES -> Signals.sendToAll(postgres(stage), "CONT");
      case LOSE_POSTGRES -> arena.toPostgres.blackhole(false);
      case SLOW_POSTGRES -> arena.toPostgres.slow(0);
      case KILL_REDIS -> {
        arena.redis.stop();
        arena.redis.start();
      }
      case FREEZE_REDIS -> Signals.send(redis(stage), "CONT");
      case LOSE_REDIS -> arena.toRedis.blackhole(false);
      case SLOW_REDIS -> arena.toRedis.slow(0);
    }
  }

  private static boolean starts(Arena arena) {
    Waiting.pause(300);
    try {
      arena.postgres.start();
      return true;
    } catch (IllegalStateException notYet) {
      return false;
    }
  }

  private static long postgres(Stage stage) {
    try {
      return stage.arena().postgres.pid();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long redis(Stage stage) {
    try {
      return stage.arena().redis.pid();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
