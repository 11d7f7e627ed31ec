package com.honeydue.jobs;

import com.honeydue.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The queue in Redis: what may run, what runs and for how long its worker has it, what waits for
 * its time. Each method is one script. Fails like {@link RedisLink} while Redis is away. Confined
 * to the event loop of its link.
 */
public final class JobQueue {

  /** What became of a job that was to be taken in. */
  public enum Taken {
    NEW,
    /** One with its id is known. */
    KNOWN,
    /** Another one holds its unique key. */
    DUPLICATE
  }

  /**
   * What a look for work found.
   *
   * @param nextDue how long until a job that waits for its time is due; null when none waits
   * @param recovered how many were found whose worker had not extended its lease
   */
  record Claim(@Nullable Duration nextDue, int recovered, List<Claimed> jobs) {}

  /**
   * What became of leases that were to be extended.
   *
   * @param lost ids of jobs that are not this worker's any more
   * @param cancelled ids of jobs that somebody wants to end
   */
  record Extended(List<String> lost, List<String> cancelled) {}

  /** How a run ended, in the queue's eyes. */
  enum End {
    /** The job is over, done or dead. */
    END,
    /** It is tried again. */
    LATER,
    /** It is given back as if it had not been taken. */
    BACK
  }

  /**
   * The end of a run.
   *
   * @param time how long the job can still be seen, or until it is tried again
   */
  record Finish(Claimed job, End how, Duration time, String error) {}

  private final RedisLink redis;

  public JobQueue(RedisLink redis) {
    this.redis = redis;
  }

  /** Takes jobs in; says for each what became of it. */
  public Future<List<Taken>> enqueue(List<NewJob> jobs) {
    var arguments = new ArrayList<String>(jobs.size() * 8);
    for (var job : jobs) {
      arguments.add(job.id());
      arguments.add(job.type());
      arguments.add(job.payload() == null ? "" : job.payload().encode());
      arguments.add(job.payload() == null ? "1" : "0");
      arguments.add(Objects.requireNonNullElse(job.traceparent(), ""));
      arguments.add(Long.toString(job.madeAt().toEpochMilli()));
      arguments.add(job.runAt() == null ? "0" : Long.toString(job.runAt().toEpochMilli()));
      arguments.add(Objects.requireNonNullElse(job.unique(), ""));
    }
    return redis
        .run(QueueScripts.ENQUEUE, List.of(), arguments)
        .map(
            answer ->
                strings(answer).stream()
                    .map(word -> Taken.valueOf(word.toUpperCase(java.util.Locale.ROOT)))
                    .toList());
  }

  /**
   * Takes up to {@code most} jobs.
   *
   * @param owner who takes them, a name used by nobody else
   * @param types in the order to look
   */
  Future<Claim> claim(String owner, Duration lease, int most, List<JobType> types) {
    var arguments = new ArrayList<String>(3 + types.size() * 3);
    arguments.add(owner);
    arguments.add(Long.toString(lease.toMillis()));
    arguments.add(Integer.toString(most));
    for (var type : types) {
      arguments.add(type.name());
      arguments.add(Integer.toString(type.concurrency()));
      arguments.add(Integer.toString(type.perSecond()));
    }
    return redis.run(QueueScripts.CLAIM, List.of(), arguments).map(JobQueue::claim);
  }

  /** Keeps the jobs that {@code owner} has for {@code lease} more. */
  Future<Extended> extend(String owner, Duration lease, Collection<Claimed> jobs) {
    var arguments = new ArrayList<String>(2 + jobs.size() * 2);
    arguments.add(owner);
    arguments.add(Long.toString(lease.toMillis()));
    for (var job : jobs) {
      arguments.add(job.type());
      arguments.add(job.id());
    }
    return redis
        .run(QueueScripts.EXTEND, List.of(), arguments)
        .map(
            answer -> {
              var lists = Objects.requireNonNull(answer);
              return new Extended(strings(lists.get(0)), strings(lists.get(1)));
            });
  }

  /** Ends runs; answers how many of them were not {@code owner}'s any more. */
  Future<Integer> finish(String owner, List<Finish> ends) {
    var arguments = new ArrayList<String>(ends.size() * 6);
    for (var end : ends) {
      arguments.add(end.job().id());
      arguments.add(end.job().type());
      arguments.add(owner);
      arguments.add(
          switch (end.how()) {
            case END -> "end";
            case LATER -> "later";
            case BACK -> "back";
          });
      arguments.add(Long.toString(end.time().toMillis()));
      arguments.add(end.error());
    }
    return redis
        .run(QueueScripts.FINISH, List.of(), arguments)
        .map(answer -> Objects.requireNonNull(answer).toInteger());
  }

  /** Names the server process that holds the queue; empty while it is away. */
  String server() {
    return redis.server();
  }

  private static Claim claim(@Nullable Response answer) {
    var parts = Objects.requireNonNull(answer);
    long due = parts.get(0).toLong();
    var jobs = new ArrayList<Claimed>();
    for (var job : parts.get(2)) {
      String trace = job.get(4).toString();
      jobs.add(
          new Claimed(
              job.get(0).toString(),
              job.get(1).toString(),
              job.get(2).toString(),
              job.get(3).toString().equals("1"),
              trace.isEmpty() ? null : trace,
              Instant.ofEpochMilli(job.get(5).toLong()),
              job.get(6).toInteger(),
              job.get(7).toString()));
    }
    return new Claim(due < 0 ? null : Duration.ofMillis(due), parts.get(1).toInteger(), jobs);
  }

  private static List<String> strings(@Nullable Response list) {
    var strings = new ArrayList<String>();
    for (var item : Objects.requireNonNull(list)) {
      strings.add(item.toString());
    }
    return strings;
  }
}
