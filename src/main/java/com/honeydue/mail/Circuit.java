package com.honeydue.mail;

import com.honeydue.config.MailSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Leaves a server alone that fails: after some failures in a row nothing is sent for a pause, then
 * one mail is tried. Only failures of the server itself count, not its refusals of a mail. Confined
 * to its event loop, but {@link #state} may be read from anywhere.
 */
final class Circuit {

  static final int CLOSED = 0;
  static final int TRYING = 1;
  static final int OPEN = 2;

  private final int most;
  private final Duration first;
  private final Duration longest;
  private final InstantSource clock;
  private volatile int state = CLOSED;
  private int failures;
  private Duration pause = Duration.ZERO;
  private Instant until = Instant.MIN;

  Circuit(MailSettings settings, InstantSource clock) {
    this.most = settings.circuitFailures();
    this.first = settings.circuitPause();
    this.longest = settings.circuitLongest();
    this.clock = clock;
  }

  /**
   * Asks to send a mail; {@link #succeeded} or {@link #failed} must follow if it may be.
   *
   * @return zero if it may be sent, else how long at least it may not
   */
  Duration enter() {
    var now = clock.instant();
    if (state == TRYING || (state == OPEN && now.isBefore(until))) {
      // Whoever is tried may take as long as the pause was.
      return state == TRYING ? pause : Duration.between(now, until);
    }
    if (state == OPEN) {
      state = TRYING;
    }
    return Duration.ZERO;
  }

  /** The server has answered as it should. */
  void succeeded() {
    state = CLOSED;
    failures = 0;
    pause = Duration.ZERO;
  }

  /** The server could not be talked to. */
  void failed() {
    failures++;
    // Those that were under way when it opened tell nothing new.
    if (state == TRYING || (state == CLOSED && failures >= most)) {
      pause = pause.isZero() ? first : pause.multipliedBy(2);
      pause = pause.compareTo(longest) > 0 ? longest : pause;
      until = clock.instant().plus(pause);
      state = OPEN;
    }
  }

  /** {@link #CLOSED}, {@link #TRYING} or {@link #OPEN}. */
  int state() {
    return state;
  }
}
