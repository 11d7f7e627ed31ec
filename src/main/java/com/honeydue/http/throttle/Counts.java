package com.honeydue.http.throttle;

import com.honeydue.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The counts, in Redis while it answers, else in this process. Nothing here ever fails. Confined to
 * its event loop.
 */
final class Counts {

  private static final int NUMBERS = 3;

  private final Supplier<RedisLink> redis;
  private final LocalTries local;

  Counts(Supplier<RedisLink> redis, LocalTries local) {
    this.redis = redis;
    this.local = local;
  }

  /**
   * Takes one try from every limit, or none of them if one has no more: one step for all callers.
   */
  Future<Decision> take(List<Limit> limits, List<String> keys) {
    List<String> arguments = new ArrayList<>();
    for (Limit limit : limits) {
      var rule = limit.rule();
      arguments.add(Long.toString(rule.limit()));
      arguments.add(Long.toString(rule.window().toMillis()));
      arguments.add(Long.toString(rule.backoff().toMillis()));
      arguments.add(Long.toString(rule.longest().toMillis()));
    }
    return redis
        .get()
        .run(ThrottleScripts.TAKE, keys, arguments)
        .map(answer -> new Decision(standings(limits, keys, Objects.requireNonNull(answer)), false))
        .recover(away -> Future.succeededFuture(new Decision(local.take(limits, keys), true)));
  }

  /**
   * Takes a try back where it was counted. What can not be told to Redis stays counted: it expires.
   *
   * @param succeeded false when the try was not made, through no fault of the caller's
   */
  void settle(Decision decision, boolean succeeded) {
    List<String> keys = new ArrayList<>();
    List<String> arguments = new ArrayList<>();
    for (Standing standing : decision.standings()) {
      var success = standing.limit().throttle().success();
      if (succeeded && success == Throttle.Success.COUNTS) {
        continue;
      }
      boolean forgets = succeeded && success == Throttle.Success.FORGETS;
      if (decision.local()) {
        if (forgets) {
          local.forget(standing.key());
        } else {
          local.giveBack(standing.key(), standing.limit());
        }
      } else {
        keys.add(standing.key());
        arguments.add(forgets ? "forget" : "return");
        arguments.add(Long.toString(standing.limit().rule().limit()));
      }
    }
    if (!keys.isEmpty()) {
      var unused = redis.get().run(ThrottleScripts.SETTLE, keys, arguments);
    }
  }

  private static List<Standing> standings(List<Limit> limits, List<String> keys, Response answer) {
    List<Standing> standings = new ArrayList<>();
    for (int i = 0; i < limits.size(); i++) {
      standings.add(
          new Standing(
              limits.get(i),
              keys.get(i),
              answer.get(NUMBERS * i).toLong(),
              answer.get(NUMBERS * i + 1).toLong(),
              answer.get(NUMBERS * i + 2).toLong()));
    }
    return standings;
  }
}
