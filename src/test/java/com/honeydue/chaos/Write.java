package com.honeydue.chaos;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A write that was sent. The load's event loop changes it, and whoever reads it does so after the
 * load has ended.
 */
final class Write {

  final Kind kind;

  /** Its idempotency key, and the name of what it makes. */
  final String key;

  final String path;
  final @Nullable String token;
  final JsonObject body;

  /** The task it completes. */
  final long task;

  /** Of the last answer; 0 when there was none. */
  volatile int status;

  Write(Kind kind, String key, String path, @Nullable String token, JsonObject body, long task) {
    this.kind = kind;
    this.key = key;
    this.path = path;
    this.token = token;
    this.body = body;
    this.task = task;
  }

  /** Whether its sender was told that it is done. */
  boolean acknowledged() {
    return status / 100 == 2;
  }
}
