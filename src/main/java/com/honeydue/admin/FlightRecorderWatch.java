package com.honeydue.admin;

import com.honeydue.redis.RedisLinks;
import com.honeydue.storage.Storage;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Looks now and then whether staff want a flight recording of this process. One for the process.
 */
public final class FlightRecorderWatch extends VerticleBase {

  private final RedisLinks redis;
  private final Storage storage;
  private final InstantSource clock;
  private final String process;
  private final Duration every;
  private final Path directory;
  private @Nullable FlightTaker taker;

  /**
   * @param process what this one is called
   * @param every zero looks never
   * @param directory where a recording is until it is stored; must be there
   */
  public FlightRecorderWatch(
      RedisLinks redis,
      Storage storage,
      InstantSource clock,
      String process,
      Duration every,
      Path directory) {
    this.redis = redis;
    this.storage = storage;
    this.clock = clock;
    this.process = process;
    this.every = every;
    this.directory = directory;
  }

  @Override
  public Future<?> start() {
    if (!every.isZero()) {
      var made =
          new FlightTaker(vertx, new FlightStore(redis.link(), clock), storage, clock, directory);
      taker = made;
      vertx.setPeriodic(every.toMillis(), tick -> made.look(process));
    }
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    return taker == null ? Future.succeededFuture() : taker.close();
  }
}
