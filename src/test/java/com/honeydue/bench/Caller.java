package com.honeydue.bench;

import io.vertx.core.json.JsonObject;

/** Sends requests to the server under measurement, and waits. */
@FunctionalInterface
public interface Caller {

  /**
   * The body of a successful answer; empty for one without a body.
   *
   * @throws RuntimeException for any other status than 2xx
   */
  JsonObject call(Request request);
}
