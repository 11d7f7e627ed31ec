package com.honeydue.admin;

import com.honeydue.redis.RedisLink;
import com.honeydue.telemetry.LogLevels;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The levels that staff have set, in Redis, where every process looks for them: a hash from a
 * logger's name to its level and the millisecond when that ends. Lives on the event loop of its
 * link.
 */
final class LogLevelStore {

  private static final String KEY = "log_levels";
  private static final String SEPARATOR = "@";

  private final RedisLink redis;
  private final InstantSource clock;
  private final LogLevels process;

  LogLevelStore(RedisLink redis, InstantSource clock, LogLevels process) {
    this.redis = redis;
    this.clock = clock;
    this.process = process;
  }

  /** Reads what holds now, ordered by logger, and lets it hold in this process. */
  Future<List<LogLevel>> read() {
    return redis
        .send(Request.cmd(Command.HGETALL).arg(KEY))
        .map(
            answer -> {
              var levels = new ArrayList<LogLevel>();
              Objects.requireNonNull(answer)
                  .getKeys()
                  .forEach(name -> add(levels, name, answer.get(name)));
              levels.sort(Comparator.comparing(LogLevel::logger));
              process.set(
                  levels.stream()
                      .map(one -> new LogLevels.Changed(one.logger(), one.level()))
                      .toList());
              return levels;
            });
  }

  Future<List<LogLevel>> put(LogLevel level) {
    String value = level.level() + SEPARATOR + level.until().toEpochMilli();
    return redis
        .send(Request.cmd(Command.HSET).arg(KEY).arg(level.logger()).arg(value))
        .compose(set -> read());
  }

  Future<List<LogLevel>> remove(String logger) {
    return redis.send(Request.cmd(Command.HDEL).arg(KEY).arg(logger)).compose(gone -> read());
  }

  private void add(List<LogLevel> levels, String logger, @Nullable Response value) {
    String[] parts = String.valueOf(value).split(SEPARATOR, -1);
    var until = Instant.ofEpochMilli(Long.parseLong(parts[1]));
    if (until.isAfter(clock.instant())) {
      levels.add(new LogLevel(logger, parts[0], until));
    } else {
      redis.send(Request.cmd(Command.HDEL).arg(KEY).arg(logger));
    }
  }
}
