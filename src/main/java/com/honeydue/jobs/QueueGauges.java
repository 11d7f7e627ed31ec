package com.honeydue.jobs;

import com.honeydue.redis.RedisLink;
import com.honeydue.telemetry.Names;
import com.honeydue.telemetry.Telemetry;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads every few seconds how full the queue and its Redis are, and keeps it for scrapes. All
 * processes that have one say the same. Confined to its event loop, but gauges are read from
 * anywhere.
 */
final class QueueGauges {

  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final String PENDING = "pending";
  private static final String ACTIVE = "active";
  private static final String LATER = "later";
  private static final String ALL = "all";
  private static final Pattern MEMORY = Pattern.compile("(?m)^(used_memory|maxmemory):(\\d+)");

  private final Vertx vertx;
  private final RedisLink redis;
  private final List<JobType> types;
  private final MeterRegistry meters;
  private final Map<String, AtomicLong> values = new HashMap<>();
  private long timer = -1;

  QueueGauges(Vertx vertx, RedisLink redis, List<JobType> types, Telemetry telemetry) {
    this.vertx = vertx;
    this.redis = redis;
    this.types = types;
    this.meters = telemetry.meters();
    for (var queue : JobType.Queue.values()) {
      depth(queue.label(), PENDING);
      depth(queue.label(), ACTIVE);
      gauge(Names.Metric.JOBS_OLDEST, Names.Label.QUEUE, queue.label());
    }
    depth(ALL, LATER);
    gauge(Names.Metric.REDIS_MEMORY);
    gauge(Names.Metric.REDIS_MEMORY_MAX);
  }

  void start() {
    read();
    timer = vertx.setPeriodic(EVERY.toMillis(), tick -> read());
  }

  void stop() {
    vertx.cancelTimer(timer);
  }

  private void read() {
    redis
        .run(QueueScripts.DEPTHS, List.of(), types.stream().map(JobType::name).toList())
        .onSuccess(this::depths);
    redis.send(Request.cmd(Command.INFO).arg("memory")).onSuccess(this::memory);
  }

  private void depths(@Nullable Response answer) {
    if (answer == null) {
      return;
    }
    set(answer.get(0).toLong(), Names.Metric.JOBS_DEPTH, ALL, LATER);
    for (var queue : JobType.Queue.values()) {
      long pending = 0;
      long active = 0;
      long oldest = 0;
      for (int i = 0; i < types.size(); i++) {
        if (types.get(i).queue() == queue) {
          pending += answer.get(1 + 3 * i).toLong();
          active += answer.get(2 + 3 * i).toLong();
          oldest = Math.max(oldest, answer.get(3 + 3 * i).toLong());
        }
      }
      set(pending, Names.Metric.JOBS_DEPTH, queue.label(), PENDING);
      set(active, Names.Metric.JOBS_DEPTH, queue.label(), ACTIVE);
      set(oldest / 1000, Names.Metric.JOBS_OLDEST, queue.label());
    }
  }

  private void memory(@Nullable Response info) {
    var found = MEMORY.matcher(info == null ? "" : info.toString());
    while (found.find()) {
      set(
          Long.parseLong(found.group(2)),
          found.group(1).equals("maxmemory")
              ? Names.Metric.REDIS_MEMORY_MAX
              : Names.Metric.REDIS_MEMORY);
    }
  }

  private void depth(String queue, String state) {
    var value = new AtomicLong();
    values.put(String.join(" ", Names.Metric.JOBS_DEPTH, queue, state), value);
    Gauge.builder(Names.Metric.JOBS_DEPTH, value, AtomicLong::get)
        .tags(Names.Label.QUEUE, queue, Names.Label.STATE, state)
        .register(meters);
  }

  private void gauge(String name, String... tags) {
    var value = new AtomicLong();
    values.put(tags.length == 0 ? name : name + " " + tags[1], value);
    Gauge.builder(name, value, AtomicLong::get).tags(tags).register(meters);
  }

  private void set(long value, String... name) {
    var gauge = values.get(String.join(" ", name));
    if (gauge != null) {
      gauge.lazySet(value);
    }
  }
}
