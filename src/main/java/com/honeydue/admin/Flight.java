package com.honeydue.admin;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * A flight recording that staff have asked a process for, as Redis holds it.
 *
 * @param seconds how long it is to take
 * @param key of its file; empty while there is none
 * @param bytes of its file
 */
record Flight(String process, State state, long seconds, Instant askedAt, String key, long bytes) {

  /** How far it is. */
  enum State {
    /** The process has not seen it yet. */
    ASKED,
    RECORDING,
    KEPT,
    FAILED,
    /** No process of that name has seen it, or it has ended meanwhile. */
    LOST;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Files are swept a day after they came. */
  static final Duration KEPT_FOR = Duration.ofDays(1);

  /** For being seen, and for the file to be stored. */
  private static final Duration GRACE = Duration.ofMinutes(2);

  static Flight asked(String process, long seconds, Instant now) {
    return new Flight(process, State.ASKED, seconds, now, "", 0);
  }

  static Flight of(String process, JsonObject held) {
    return new Flight(
        process,
        State.valueOf(held.getString("state").toUpperCase(Locale.ROOT)),
        held.getLong("seconds"),
        Instant.ofEpochMilli(held.getLong("asked_at")),
        held.getString("key"),
        held.getLong("bytes"));
  }

  JsonObject held() {
    return new JsonObject()
        .put("state", state.word())
        .put("seconds", seconds)
        .put("asked_at", askedAt.toEpochMilli())
        .put("key", key)
        .put("bytes", bytes);
  }

  Flight now(State next) {
    return new Flight(process, next, seconds, askedAt, key, bytes);
  }

  Flight kept(String file, long size) {
    return new Flight(process, State.KEPT, seconds, askedAt, file, size);
  }

  /** The same as it is at {@code now}. */
  Flight at(Instant now) {
    boolean late = now.isAfter(askedAt.plusSeconds(seconds).plus(GRACE));
    return late && runs() ? now(State.LOST) : this;
  }

  /** Whether another would be one too many. */
  boolean runs() {
    return state == State.ASKED || state == State.RECORDING;
  }

  boolean isOver(Instant now) {
    return now.isAfter(askedAt.plus(KEPT_FOR));
  }
}
