package com.honeydue.push;

import io.opentelemetry.api.trace.Span;
import io.vertx.core.Future;

/** The way to one provider. Thread-safe. */
interface Gateway {

  /**
   * Hands one push to the provider, or finds without it that the provider would not take it.
   *
   * @param token of the device, well-formed
   * @param span of this push
   * @return fails within the deadline when no answer came: the provider may have the push then, or
   *     not, but will not get it any more
   */
  Future<Answer> send(String token, PushMessage message, Span span);

  /** Gives up its connections: the next push opens new ones. */
  void reconnect();

  Future<Void> close();
}
