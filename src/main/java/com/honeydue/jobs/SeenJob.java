package com.honeydue.jobs;

import io.vertx.redis.client.Response;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A job as staff see it; never its payload, which may name people.
 *
 * @param state {@code pending}, {@code active}, {@code later}, {@code done} or {@code dead}
 * @param queue null for a type that no worker of this version knows
 * @param attempts how often it was handed out
 * @param until when its lease, its waiting or its showing ends; of a dead one, when it died
 * @param error of the last attempt that failed
 */
record SeenJob(
    String id,
    String type,
    @Nullable String queue,
    String state,
    int attempts,
    Instant madeAt,
    @Nullable Instant until,
    @Nullable String error,
    boolean inOutbox) {

  /**
   * A row of the dead.
   *
   * @param number what they are ordered by; null in the one row that says there are none
   */
  record Dead(
      @Nullable Long number,
      String id,
      String type,
      int attempts,
      @Nullable OffsetDateTime madeAt,
      String error,
      boolean inOutbox,
      @Nullable OffsetDateTime diedAt) {

    static Dead of(Row row) {
      return row.getLong(0) == null
          ? new Dead(null, "", "", 0, null, "", false, null)
          : new Dead(
              row.getLong(0),
              row.getUUID(1).toString(),
              row.getString(2),
              row.getInteger(3),
              row.getOffsetDateTime(4),
              row.getString(5),
              row.getBoolean(6),
              row.getOffsetDateTime(7));
    }

    SeenJob seen(@Nullable String queue) {
      return new SeenJob(
          id,
          type,
          queue,
          "dead",
          attempts,
          Objects.requireNonNull(madeAt).toInstant(),
          Objects.requireNonNull(diedAt).toInstant(),
          error,
          inOutbox);
    }
  }

  /** Reads a line of {@link StaffScripts#LIST}. */
  static SeenJob of(Response line, String state, @Nullable String queue) {
    long until = line.get(6).toLong();
    String error = line.get(4).toString();
    return new SeenJob(
        line.get(0).toString(),
        line.get(1).toString(),
        queue,
        state,
        line.get(2).toInteger(),
        Instant.ofEpochMilli(line.get(3).toLong()),
        until == 0 ? null : Instant.ofEpochMilli(until),
        error.isEmpty() ? null : error,
        line.get(5).toString().equals("1"));
  }
}
