package com.honeydue.http;

import com.honeydue.bus.IdempotencyKey;
import com.honeydue.redis.RedisLink;
import com.honeydue.redis.Script;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Marks in Redis which idempotency keys are at work in any process, so that a second request is
 * refused at once instead of waiting for the first one's row. The row decides; the mark is a
 * courtesy, and without Redis there is none. Confined to its event loop.
 */
final class RunningKeys {

  private static final Script ENTER =
      Script.of(
          """
          if redis.call('set', KEYS[1], ARGV[1], 'nx', 'px', ARGV[2]) then return 1 end
          return 0
          """);

  /** Only the mark's own request takes it away: it may have expired and be another's by now. */
  private static final Script LEAVE =
      Script.of(
          """
          if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end
          return 0
          """);

  private final RedisLink redis;

  RunningKeys(RedisLink redis) {
    this.redis = redis;
  }

  /**
   * A key at work.
   *
   * @param name of this request's mark
   * @param free false when another request holds the mark
   */
  record Mark(String name, String owner, boolean free) {}

  /**
   * Marks a key.
   *
   * @param atMost how long its request can take
   */
  Future<Mark> enter(IdempotencyKey key, Duration atMost) {
    String name = name(key);
    String owner = UUID.randomUUID().toString();
    return redis
        .run(ENTER, List.of(name), List.of(owner, Long.toString(Math.max(1, atMost.toMillis()))))
        .map(answer -> new Mark(name, owner, Objects.requireNonNull(answer).toInteger() == 1))
        .otherwise(new Mark(name, owner, true));
  }

  /** Takes the mark away; never fails. */
  Future<@Nullable Void> leave(Mark mark) {
    return redis
        .run(LEAVE, List.of(mark.name()), List.of(mark.owner()))
        .<@Nullable Void>mapEmpty()
        .otherwiseEmpty();
  }

  /** The caller's own text is not written to Redis. */
  private static String name(IdempotencyKey key) {
    return "idempotency:" + Sha256.half(key.userId() + " " + key.operation() + " " + key.key());
  }
}
