package com.honeydue.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Makes a job again and again, at ticks that all workers agree on: whole multiples of {@code every}
 * since 1970-01-01T00:00Z, {@code offset} later. A constant of the domain whose job it is. Its
 * payload is {@code {schedule, tick}}.
 *
 * @param name unique, such as {@code sweep_uploads}
 * @param type of the job
 * @param missed what happens with a tick at whose time nobody was there
 */
public record Schedule(String name, JobType type, Duration every, Duration offset, Missed missed) {

  /** What happens with a tick that is noticed late. */
  public enum Missed {
    /** It is not made up for. */
    SKIP,
    /** The last of those that were missed is made up for. */
    RUN_ONCE
  }

  public Schedule {
    if (every.compareTo(Duration.ofSeconds(1)) < 0
        || offset.isNegative()
        || offset.compareTo(every) >= 0) {
      throw new IllegalArgumentException(name + ": every " + every + " at " + offset);
    }
  }

  /** Every {@code every}; a missed tick is made up for. */
  public static Schedule every(Duration every, JobType type) {
    return new Schedule(type.name(), type, every, Duration.ZERO, Missed.RUN_ONCE);
  }

  public Schedule at(Duration later) {
    return new Schedule(name, type, every, later, missed);
  }

  public Schedule missed(Missed policy) {
    return new Schedule(name, type, every, offset, policy);
  }

  /** The last tick that is not after {@code now}. */
  Instant lastTick(Instant now) {
    long since = now.toEpochMilli() - offset.toMillis();
    return Instant.ofEpochMilli(since - Math.floorMod(since, every.toMillis()) + offset.toMillis());
  }

  /** The id of the job of {@code tick}, the same whoever makes it. */
  UUID job(Instant tick) {
    return Endings.uuid("schedule " + name + " " + tick);
  }
}
