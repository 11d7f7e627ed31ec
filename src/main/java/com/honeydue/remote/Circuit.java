package com.honeydue.remote;

import com.honeydue.config.CircuitSettings;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Leaves somebody in trouble alone. Closed, it lets everything through and counts failures in a
 * row; open, nothing; after the pause a single try, which decides. Thread-safe: it is held for no
 * longer than a comparison takes.
 */
public final class Circuit {

  /** However long somebody asks to be left alone, it is asked again after this. */
  private static final Duration LONGEST_WISH = Duration.ofHours(1);

  /** What an ended try has changed. */
  public enum Change {
    NONE,
    OPENED,
    CLOSED
  }

  /**
   * An answer to who wants through.
   *
   * @param pause how long not to come back; {@code null} lets through
   * @param round what the way looked like then: what is known too late decides nothing
   */
  public record Entry(@Nullable Duration pause, int round) {}

  private final CircuitSettings settings;
  private int round;
  private int failures;
  private @Nullable Instant openUntil;
  private boolean trying;
  private Duration pause;

  public Circuit(CircuitSettings settings) {
    this.settings = settings;
    this.pause = settings.pause();
  }

  /** Somebody wants through. Who is let through must {@link #settle}. */
  public synchronized Entry enter(Instant now) {
    if (openUntil == null) {
      return new Entry(null, round);
    }
    if (now.isBefore(openUntil)) {
      return new Entry(Duration.between(now, openUntil), round);
    }
    if (trying) {
      return new Entry(pause, round);
    }
    trying = true;
    return new Entry(null, round);
  }

  /**
   * What became of somebody who was let through.
   *
   * @param wish how long the other side wants to be left alone
   */
  public synchronized Change settle(
      Entry entry, boolean trouble, @Nullable Duration wish, Instant now) {
    if (entry.round() != round) {
      return Change.NONE;
    }
    if (!trouble) {
      failures = 0;
      if (openUntil == null) {
        return Change.NONE;
      }
      openUntil = null;
      trying = false;
      pause = settings.pause();
      round++;
      return Change.CLOSED;
    }
    failures++;
    if (openUntil == null && failures < settings.failures()) {
      return Change.NONE;
    }
    pause =
        openUntil == null ? settings.pause() : shorter(pause.multipliedBy(2), settings.longest());
    openUntil = now.plus(wish == null ? pause : longer(pause, shorter(wish, LONGEST_WISH)));
    trying = false;
    failures = 0;
    round++;
    return Change.OPENED;
  }

  /** 0 while everything is let through, 1 while a single try is under way, 2 while nothing is. */
  public synchronized int state() {
    if (openUntil == null) {
      return 0;
    }
    return trying ? 1 : 2;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
