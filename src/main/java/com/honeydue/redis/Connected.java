package com.honeydue.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;

/**
 * An open connection.
 *
 * @param server names the server process that answers on it
 */
record Connected(Redis client, RedisConnection connection, String server) {

  /** Closes without waiting for the peer. */
  Future<Void> close() {
    return client.close().otherwiseEmpty();
  }
}
