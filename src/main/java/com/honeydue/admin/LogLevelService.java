package com.honeydue.admin;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Operations;
import com.honeydue.bus.Page;
import com.honeydue.bus.Reply;
import com.honeydue.bus.Service;
import com.honeydue.db.Lanes;
import com.honeydue.redis.RedisFailure;
import com.honeydue.redis.RedisLink;
import com.honeydue.telemetry.LogLevels;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Lets staff hear more, or less, of a part of the system for a while: in every process, without a
 * restart. Each operation leaves an entry in the audit trail, which is its one round trip to the
 * database. Lives on the event loop of its lanes and its link.
 */
public final class LogLevelService implements Service {

  /** More than anybody needs at once. */
  private static final int MOST = 50;

  private final Lanes lanes;
  private final InstantSource clock;
  private final LogLevelStore store;

  public LogLevelService(Lanes lanes, RedisLink redis, InstantSource clock) {
    this.lanes = lanes;
    this.clock = clock;
    this.store = new LogLevelStore(redis, clock, LogLevels.ofProcess());
  }

  @Override
  public Operations operations() {
    return new Operations()
        .on("adminListLogLevels", this::list)
        .on("adminSetLogLevel", this::set)
        .on("adminResetLogLevel", this::reset);
  }

  /** The loggers whose level differs from the configuration. */
  Future<Page<LogLevel>> list(Call<Arguments> call) {
    return noted(call, new JsonObject())
        .compose(noted -> away(store.read()))
        .map(levels -> new Page<>(levels, null));
  }

  Future<LogLevel> set(Call<Arguments> call) {
    var minutes = Duration.ofMinutes(call.arguments().body().getLong("minutes", 60L));
    var level =
        new LogLevel(
            call.arguments().text("logger"),
            call.arguments().bodyText("level"),
            clock.instant().plus(minutes).truncatedTo(ChronoUnit.MILLIS));
    return noted(call, new JsonObject().put("logger", level.logger()).put("level", level.level()))
        .compose(noted -> away(store.read()))
        .compose(
            known -> {
              if (known.size() >= MOST) {
                throw Failure.conflict("too_many_log_levels", "Reset one first.");
              }
              return away(store.put(level));
            })
        .map(levels -> level);
  }

  Future<Reply> reset(Call<Arguments> call) {
    String logger = call.arguments().text("logger");
    return noted(call, new JsonObject().put("logger", logger))
        .compose(noted -> away(store.remove(logger)))
        .map(gone -> Reply.none());
  }

  private Future<List<Long>> noted(Call<Arguments> call, JsonObject details) {
    return lanes
        .run(AdminStatements.NOTE.with(call.userId(), call.requestId(), call.operation(), details))
        .map(
            rows -> {
              if (rows.isEmpty()) {
                throw Failure.forbidden("staff_only", "Only staff may do this.");
              }
              return rows;
            });
  }

  private static <T> Future<T> away(Future<T> answer) {
    return answer.recover(
        error ->
            Future.failedFuture(
                error instanceof RedisFailure
                    ? Failure.unavailable(
                        "log_levels_unavailable", "The levels can not be reached.")
                    : error));
  }
}
