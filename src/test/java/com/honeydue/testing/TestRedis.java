package com.honeydue.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.BitSet;

/**
 * An empty logical database of the run's Redis, for one test class. Keys of other classes cannot be
 * seen from it; channels of publish/subscribe can, and {@code FLUSHALL} or a stopped server hit
 * everyone: a test that needs those takes {@link EmbeddedRedis#own}.
 */
public final class TestRedis implements AutoCloseable {

  private static final BitSet TAKEN = new BitSet();

  private final EmbeddedRedis server = EmbeddedRedis.shared();
  private final int database;

  private TestRedis(int database) {
    this.database = database;
  }

  public static TestRedis create() {
    var redis = new TestRedis(take());
    redis.flush();
    return redis;
  }

  /** {@code redis://127.0.0.1:port/database}. */
  public String url() {
    return server.url(database);
  }

  /** Removes every key. */
  public void flush() {
    run("FLUSHDB");
  }

  /**
   * Sends an inline command whose answer is one line, and returns that line with its type byte:
   * {@code :3}.
   */
  public String run(String command) {
    try {
      return RedisCommand.run(server.port(), "SELECT " + database, command);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a script answers, which must be a number. */
  public long number(String lua) {
    return Long.parseLong(run("EVAL \"" + lua + "\" 0").substring(1));
  }

  @Override
  public void close() {
    flush();
    synchronized (TAKEN) {
      TAKEN.clear(database);
    }
  }

  private static int take() {
    synchronized (TAKEN) {
      int free = TAKEN.nextClearBit(0);
      if (free >= EmbeddedRedis.DATABASES) {
        throw new IllegalStateException(
            "every logical database is taken: close TestRedis after use");
      }
      TAKEN.set(free);
      return free;
    }
  }
}
