package com.honeydue.admin;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Operations;
import com.honeydue.bus.Page;
import com.honeydue.bus.Reply;
import com.honeydue.bus.Service;
import com.honeydue.db.Lanes;
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
 * restart. Lives on the event loop of its lanes and its link.
 */
public final class LogLevelService implements Service {

  /** More than anybody needs at once. */
  private static final int MOST = 50;

  private final StaffActs acts;
  private final InstantSource clock;
  private final LogLevelStore store;

  public LogLevelService(Lanes lanes, RedisLink redis, InstantSource clock) {
    this.acts = new StaffActs(lanes, "log_levels_unavailable");
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
    return acts.run(call, new JsonObject(), store::read).map(levels -> new Page<>(levels, null));
  }

  Future<LogLevel> set(Call<Arguments> call) {
    var minutes = Duration.ofMinutes(call.arguments().body().getLong("minutes", 60L));
    var level =
        new LogLevel(
            call.arguments().text("logger"),
            call.arguments().bodyText("level"),
            clock.instant().plus(minutes).truncatedTo(ChronoUnit.MILLIS));
    return acts.run(
            call,
            new JsonObject().put("logger", level.logger()).put("level", level.level()),
            () -> store.read().compose(known -> put(known.size(), level)))
        .map(levels -> level);
  }

  Future<Reply> reset(Call<Arguments> call) {
    String logger = call.arguments().text("logger");
    return acts.run(call, new JsonObject().put("logger", logger), () -> store.remove(logger))
        .map(gone -> Reply.none());
  }

  private Future<List<LogLevel>> put(int known, LogLevel level) {
    if (known >= MOST) {
      throw Failure.conflict("too_many_log_levels", "Reset one first.");
    }
    return store.put(level);
  }
}
