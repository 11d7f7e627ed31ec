package com.honeydue.admin;

import com.honeydue.redis.RedisLinks;
import com.honeydue.telemetry.LogLevels;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then for the log levels that staff have set, so that they hold in every process.
 * While Redis is away, what was seen last holds. One for the process.
 */
public final class LogLevelWatch extends VerticleBase {

  private static final Logger log = LoggerFactory.getLogger(LogLevelWatch.class);

  private final RedisLinks redis;
  private final InstantSource clock;
  private final Duration every;
  private long timer = -1;

  /**
   * @param every zero looks never
   */
  public LogLevelWatch(RedisLinks redis, InstantSource clock, Duration every) {
    this.redis = redis;
    this.clock = clock;
    this.every = every;
  }

  @Override
  public Future<?> start() {
    if (every.isZero()) {
      return Future.succeededFuture();
    }
    var store = new LogLevelStore(redis.link(), clock, LogLevels.ofProcess());
    look(store);
    timer = vertx.setPeriodic(every.toMillis(), tick -> look(store));
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    vertx.cancelTimer(timer);
    return Future.succeededFuture();
  }

  private static void look(LogLevelStore store) {
    store
        .read()
        .onFailure(
            away -> log.atDebug().addKeyValue("error", away.toString()).log("log levels not read"));
  }
}
