package com.honeydue.jobs;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job for the queue to take in.
 *
 * @param id a second one with this id is not taken in while the first is known
 * @param payload null for one whose row is in the outbox, where it is read before each run
 * @param traceparent the trace that causes it, as W3C Trace Context writes it
 * @param madeAt when it was asked for
 * @param runAt not before that; null for at once
 * @param unique of its type only one with this key is taken in at a time; null for any number
 */
public record NewJob(
    String id,
    String type,
    @Nullable JsonObject payload,
    @Nullable String traceparent,
    Instant madeAt,
    @Nullable Instant runAt,
    @Nullable String unique) {

  /** One that may run at once. */
  public static NewJob of(String id, JobType type, JsonObject payload, Instant now) {
    return new NewJob(id, type.name(), payload, null, now, null, null);
  }

  /** One whose row is in the outbox. */
  static NewJob inOutbox(String id, String type, Instant now, @Nullable Instant runAt) {
    return new NewJob(id, type, null, null, now, runAt, null);
  }

  public NewJob at(Instant due) {
    return new NewJob(id, type, payload, traceparent, madeAt, due, unique);
  }

  public NewJob unique(String key) {
    return new NewJob(id, type, payload, traceparent, madeAt, runAt, key);
  }

  public NewJob traced(@Nullable String parent) {
    return new NewJob(id, type, payload, parent, madeAt, runAt, unique);
  }

  /** Without the payload, which may name people. */
  @Override
  public String toString() {
    return type + " " + id;
  }
}
