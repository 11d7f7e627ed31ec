package com.honeydue.jobs;

import java.time.Duration;
import java.util.Locale;

/**
 * One kind of job and how it is treated. A constant of the domain that does it.
 *
 * @param name unique, such as {@code mail.verify_email}: the {@code task_type} label
 * @param queue how urgent it is
 * @param timeout a run that takes longer has failed
 * @param deadline so long after it was made it is of no use any more: a run ends there, and none
 *     begins; zero for never
 * @param retries how often it is tried again before it is dead
 * @param pauses how long it waits between tries
 * @param concurrency how many run at once in all workers together; 0 for no limit
 * @param perSecond how many begin in a second in all workers together; 0 for no limit
 * @param retention how long one that is done can still be seen
 */
public record JobType(
    String name,
    Queue queue,
    Duration timeout,
    Duration deadline,
    int retries,
    Pauses pauses,
    int concurrency,
    int perSecond,
    Duration retention) {

  /** Workers look into the first ones more often, but into none never. */
  public enum Queue {
    CRITICAL(6),
    DEFAULT(3),
    LOW(1);

    private final int weight;

    Queue(int weight) {
      this.weight = weight;
    }

    int weight() {
      return weight;
    }

    /** As it is written in Redis, in the API and in labels. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Pauses between tries: {@code first}, twice as long each time, {@code longest} at most, and each
   * between half of that and all of it, so that what failed together does not come back together.
   */
  public record Pauses(Duration first, Duration longest) {
    public Pauses {
      if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
        throw new IllegalArgumentException("pauses from " + first + " to " + longest);
      }
    }
  }

  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final int RETRIES = 25;
  private static final Pauses PAUSES = new Pauses(Duration.ofSeconds(10), Duration.ofHours(6));

  public JobType {
    if (!name.matches("[a-z][a-z0-9_.]{0,63}")) {
      throw new IllegalArgumentException("a job type's name: " + name);
    }
    if (timeout.isNegative() || timeout.isZero() || retries < 0) {
      throw new IllegalArgumentException(name + ": timeout and retries");
    }
    if (deadline.isNegative() || concurrency < 0 || perSecond < 0 || retention.isNegative()) {
      throw new IllegalArgumentException(name + ": limits");
    }
  }

  /**
   * How long a run may take that begins so long after the job was made; zero or less if it is too
   * late for one.
   */
  Duration left(Duration waited) {
    var untilDeadline = deadline.isZero() ? timeout : deadline.minus(waited);
    return untilDeadline.compareTo(timeout) < 0 ? untilDeadline : timeout;
  }

  /** With five minutes for a run and 25 retries, over about three days. */
  public static JobType of(String name, Queue queue) {
    return new JobType(name, queue, TIMEOUT, Duration.ZERO, RETRIES, PAUSES, 0, 0, Duration.ZERO);
  }

  public JobType timeout(Duration most) {
    return new JobType(
        name, queue, most, deadline, retries, pauses, concurrency, perSecond, retention);
  }

  public JobType deadline(Duration afterMaking) {
    return new JobType(
        name, queue, timeout, afterMaking, retries, pauses, concurrency, perSecond, retention);
  }

  public JobType retries(int most, Pauses between) {
    return new JobType(
        name, queue, timeout, deadline, most, between, concurrency, perSecond, retention);
  }

  public JobType concurrency(int most) {
    return new JobType(name, queue, timeout, deadline, retries, pauses, most, perSecond, retention);
  }

  public JobType perSecond(int most) {
    return new JobType(
        name, queue, timeout, deadline, retries, pauses, concurrency, most, retention);
  }

  public JobType retention(Duration kept) {
    return new JobType(
        name, queue, timeout, deadline, retries, pauses, concurrency, perSecond, kept);
  }
}
