package com.honeydue.jobs;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run of a job, as its handler gets it. Delivered at least once: whoever sends something makes
 * its id from {@link #id}, whoever writes to the database ends the job in the same statement.
 *
 * @param id the same on every run
 * @param type the name of its {@link JobType}
 * @param payload what its type says it holds; not to be changed
 * @param attempt 1 on the first run
 * @param enqueuedAt when it was made
 * @param traceparent the trace that caused it, as W3C Trace Context writes it
 */
public record Job(
    String id,
    String type,
    JsonObject payload,
    int attempt,
    Instant enqueuedAt,
    @Nullable String traceparent) {

  /** Without the payload, which may name people. */
  @Override
  public String toString() {
    return type + " " + id + " #" + attempt;
  }
}
