package com.honeydue.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.honeydue.oidc.Identity;
import com.honeydue.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Identity tokens that have been used: each signs in once. All processes share what Redis knows;
 * while it is away, each knows its own. One for the process; thread-safe.
 */
final class UsedIdentityTokens {

  private static final int MOST = 100_000;

  private final InstantSource clock;
  private final Cache<String, Instant> local =
      Caffeine.newBuilder()
          .maximumSize(MOST)
          .expireAfter(Expiry.<String, Instant>creating((id, until) -> left(until)))
          .build();

  UsedIdentityTokens(InstantSource clock) {
    this.clock = clock;
  }

  /** Uses a token up; false if it was used before. */
  Future<Boolean> use(RedisLink redis, Identity identity) {
    if (local.asMap().putIfAbsent(identity.tokenId(), identity.until()) != null) {
      return Future.succeededFuture(false);
    }
    return redis
        .send(
            Request.cmd(Command.SET)
                .arg(key(identity))
                .arg("1")
                .arg("NX")
                .arg("PX")
                .arg(left(identity.until()).toMillis()))
        .map(answer -> answer != null)
        .otherwise(true);
  }

  /** The token has signed nobody in, through no fault of its owner's. */
  void giveBack(RedisLink redis, Identity identity) {
    local.invalidate(identity.tokenId());
    var unused = redis.send(Request.cmd(Command.DEL).arg(key(identity)));
  }

  private Duration left(Instant until) {
    var left = Duration.between(clock.instant(), until);
    return left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left;
  }

  private static String key(Identity identity) {
    return "identity:" + identity.provider().column() + ':' + identity.tokenId();
  }
}
