package com.honeydue.db;

import io.vertx.core.Future;
import java.util.List;

/**
 * The database connections of one event loop. Every method is one round trip. Lives on its event loop: all methods must
 * be called there.
 */
public interface Lanes {
  /** Sends one statement. */
  <T> Future<List<T>> run(Bound<T> bound);

  /** Sends one statement that always returns exactly one row. */
  default <T> Future<T> one(Bound<T> bound) {
    return run(bound)
        .map(
            rows -> {
              if (rows.size() != 1) {
                throw new IllegalStateException(bound + " returned " + rows.size() + " rows");
              }
              return rows.getFirst();
            });
  }

  /** Sends several statements in one flush; each is its own transaction. Fails with the first failure. */
  Future<Results> pipeline(Bound<?>... statements);

  /** Sends several statements between BEGIN and COMMIT in one flush: all of them happen, or none. */
  Future<Results> transaction(Bound<?>... statements);
}
