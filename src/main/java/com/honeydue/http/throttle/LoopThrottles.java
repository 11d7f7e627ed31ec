package com.honeydue.http.throttle;

import com.honeydue.config.ThrottleRule;
import com.honeydue.redis.RedisLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The throttles of one event loop, to which they are confined. */
public final class LoopThrottles {

  private final Map<String, ThrottleRule> rules;
  private final ThrottleKeys keys;
  private final Counts counts;
  private final ThrottleMeters meters;

  LoopThrottles(
      Map<String, ThrottleRule> rules,
      ThrottleKeys keys,
      Supplier<RedisLink> redis,
      LocalTries local,
      ThrottleMeters meters) {
    this.rules = rules;
    this.keys = keys;
    this.counts = new Counts(redis, local);
    this.meters = meters;
  }

  /**
   * What limits {@code operation}.
   *
   * @throws IllegalStateException if the settings have no rule for one of its throttles
   */
  public OperationThrottle of(String operation, List<Throttle> declared) {
    List<Limit> limits = new ArrayList<>();
    for (Throttle throttle : declared) {
      ThrottleRule rule = rules.get(throttle.name());
      if (rule == null) {
        throw new IllegalStateException("the settings have no throttle." + throttle.name());
      }
      limits.add(new Limit(throttle, rule));
    }
    return new OperationThrottle(operation, List.copyOf(limits), keys, counts, meters);
  }
}
