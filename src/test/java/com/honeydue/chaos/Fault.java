package com.honeydue.chaos;

import com.honeydue.testing.EmbeddedPostgres;
import com.honeydue.testing.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;

/** What breaks, and how it is mended. The nodes are an api that takes the load and a worker. */
enum Fault {
  KILL_API(0, "an api process is killed, another takes its place"),
  FREEZE_API(3, "the api stands still"),
  KILL_WORKER(0, "the worker is killed, another takes its place"),
  FREEZE_WORKER(4, "the worker stands still for longer than its lease"),
  KILL_POSTGRES(0, "PostgreSQL is killed with all its processes, and started again"),
  FREEZE_POSTGRES(6, "PostgreSQL stands still"),
  FILL_POSTGRES(6, "PostgreSQL's disk is full"),
  LOSE_POSTGRES(8, "what is sent to PostgreSQL is swallowed"),
  SLOW_POSTGRES(6, "PostgreSQL is 220 ms away"),
  KILL_REDIS(2, "Redis is killed, and started again"),
  FREEZE_REDIS(5, "Redis stands still"),
  FILL_REDIS(6, "Redis' disk is full"),
  LOSE_REDIS(5, "what is sent to Redis is swallowed"),
  SLOW_REDIS(5, "Redis is 220 ms away"),
  DROP_PACKETS(
      20, "of the packets between here and PostgreSQL, 220 ms away, one in twenty is lost");

  private static final double SHARE = 0.05;

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

  /** Whether it needs the ocean of {@code scripts/bench/wan}; all others need servers at hand. */
  boolean atTheOcean() {
    return this == DROP_PACKETS;
  }

  /** Whether a worker was struck in the middle of something it then did again. */
  boolean mayRepeat() {
    return this == KILL_WORKER
        || this == FREEZE_WORKER
        || this == DROP_PACKETS
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
      case FILL_POSTGRES -> stage.arena().servers().disk("postgres").fill();
      case FILL_REDIS -> stage.arena().servers().disk("redis").fill();
      case DROP_PACKETS -> stage.arena().ocean().lose(SHARE);
      case LOSE_POSTGRES -> stage.arena().servers().toPostgres.blackhole(true);
      case SLOW_POSTGRES -> stage.arena().servers().toPostgres.slow(110);
      case KILL_REDIS, FREEZE_REDIS ->
          Signals.send(redis(stage), this == KILL_REDIS ? "KILL" : "STOP");
      case LOSE_REDIS -> stage.arena().servers().toRedis.blackhole(true);
      case SLOW_REDIS -> stage.arena().servers().toRedis.slow(110);
    }
  }

  void mend(Stage stage) {
    switch (this) {
      case KILL_API, KILL_WORKER -> {}
      case FREEZE_API -> stage.api().signal("CONT");
      case FREEZE_WORKER -> stage.worker().signal("CONT");
      case FREEZE_POSTGRES -> Signals.sendToAll(postgres(stage), "CONT");
      case FREEZE_REDIS -> Signals.send(redis(stage), "CONT");
      case DROP_PACKETS -> stage.arena().ocean().lose(0);
      default -> mend(stage.arena().servers());
    }
  }

  private void mend(Servers servers) {
    switch (this) {
      case KILL_POSTGRES -> {
        servers.postgres.killed();
        // Its children end a moment after it, and until then nobody else gets its memory.
        Waiting.until(20_000, "PostgreSQL", () -> starts(servers.postgres));
      }
      case FILL_POSTGRES -> {
        servers.disk("postgres").free();
        // It ends by itself when it has no room for its log even while it recovers.
        Waiting.until(20_000, "PostgreSQL", () -> serves(servers.postgres));
      }
      case FILL_REDIS -> servers.disk("redis").free();
      case LOSE_POSTGRES -> servers.toPostgres.blackhole(false);
      case SLOW_POSTGRES -> servers.toPostgres.slow(0);
      case KILL_REDIS -> {
        servers.redis.stop();
        servers.redis.start();
      }
      case LOSE_REDIS -> servers.toRedis.blackhole(false);
      case SLOW_REDIS -> servers.toRedis.slow(0);
      default -> throw new IllegalStateException(this + " does not strike a server at hand");
    }
  }

  private static boolean starts(EmbeddedPostgres postgres) {
    Waiting.pause(300);
    try {
      postgres.start();
      return true;
    } catch (IllegalStateException notYet) {
      return false;
    }
  }

  private static boolean serves(EmbeddedPostgres postgres) {
    try (var connection = postgres.connect("postgres")) {
      return connection.isValid(1);
    } catch (SQLException notYet) {
      if (postgres.isAlive()) {
        return false;
      }
      postgres.killed();
      return starts(postgres);
    }
  }

  private static long postgres(Stage stage) {
    try {
      return stage.arena().servers().postgres.pid();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long redis(Stage stage) {
    try {
      return stage.arena().servers().redis.pid();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
