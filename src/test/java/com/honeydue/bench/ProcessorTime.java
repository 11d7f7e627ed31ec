package com.honeydue.bench;

import static java.util.stream.Collectors.toMap;

import com.honeydue.testing.EmbeddedPostgres;
import com.honeydue.testing.TestRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;

/**
 * Processor time used since they were started.
 *
 * @param postgres by each of PostgreSQL's processes that lives
 */
record ProcessorTime(Duration server, Map<Long, Duration> postgres, Duration redis) {

  private static final String REDIS =
      "local used = redis.call('INFO', 'cpu')"
          + " return math.floor((used:match('used_cpu_user:([%d.]+)')"
          + " + used:match('used_cpu_sys:([%d.]+)')) * 1000000)";

  /**
   * What was used in between.
   *
   * @param postgres by those of its processes that lived all the time
   */
  record Used(Duration server, Duration postgres, Duration redis) {}

  /** Of this server, and of what it shares with others. */
  static ProcessorTime of(ServerProcess server, TestRedis redis) {
    return new ProcessorTime(
        server.cpu(), byProcess(), Duration.ofNanos(redis.number(REDIS) * 1_000));
  }

  /** Of all of PostgreSQL's processes that live. */
  static Duration ofPostgres() {
    return byProcess().values().stream().reduce(Duration.ZERO, Duration::plus);
  }

  private static Map<Long, Duration> byProcess() {
    try {
      return ProcessHandle.of(EmbeddedPostgres.shared().pid())
          .orElseThrow()
          .descendants()
          .collect(
              toMap(
                  ProcessHandle::pid,
                  process -> process.info().totalCpuDuration().orElse(Duration.ZERO)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Used since(ProcessorTime earlier) {
    return new Used(
        server.minus(earlier.server),
        postgres.entrySet().stream()
            .filter(process -> earlier.postgres.containsKey(process.getKey()))
            .map(process -> process.getValue().minus(earlier.postgres.get(process.getKey())))
            .reduce(Duration.ZERO, Duration::plus),
        redis.minus(earlier.redis));
  }
}
