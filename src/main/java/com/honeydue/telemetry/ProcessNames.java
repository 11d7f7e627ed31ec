package com.honeydue.telemetry;

import io.opentelemetry.api.common.AttributeKey;

/** The part of {@link Names} that is about the process itself: what waits in it, what it loses. */
public final class ProcessNames {

  /** Metric families, as in {@link Names.Metric}. */
  public static final class Metric {
    /** Counter {loop}: times that an event loop ran a timer 100 ms late or later. */
    public static final String LOOP_BLOCKED = "event_loop_blocked_total";

    /** Gauge {loop}: how late an event loop is just now; grows while it is blocked. */
    public static final String LOOP_OVERDUE = "event_loop_overdue_seconds";

    /** Counter: spans that the collector has taken. */
    public static final String SPANS_EXPORTED = "trace_spans_exported_total";

    /**
     * Counter {reason}: spans that are lost; {@code queue_full}, {@code refused} by the collector
     * (a wrong token), or {@code failed} to reach it.
     */
    public static final String SPANS_DROPPED = "trace_spans_dropped_total";

    /** Gauge: spans that wait to be exported. */
    public static final String SPANS_QUEUED = "trace_queue_spans";

    /** Gauge: spans that may wait. */
    public static final String SPANS_QUEUE_CAPACITY = "trace_queue_capacity_spans";

    private Metric() {}
  }

  /**
   * Families of {@code /metrics/legacy} alone: what the old system's dashboards count with. All
   * else there has the name that it has at {@code /metrics}.
   */
  public static final class Legacy {
    /** Counter {method, status}: requests. */
    public static final String REQUESTS = "http_requests_total";

    /** Counter {method, route, status}: requests. */
    public static final String ENDPOINT_REQUESTS = "http_endpoint_requests_total";

    /** Counter {method, route}: requests that failed through a fault of ours. */
    public static final String ENDPOINT_ERRORS = "http_endpoint_errors_total";

    /** Summary {method, route}: how long requests took. */
    public static final String ENDPOINT_LATENCY = "http_endpoint_latency_seconds";

    /** Gauge: threads, in place of goroutines. */
    public static final String GOROUTINES = "go_goroutines";

    /** Gauge: bytes of the heap in use. */
    public static final String HEAP = "go_memstats_heap_alloc_bytes";

    /** Gauge: bytes that the JVM has taken from the system for its heap and for itself. */
    public static final String MEMORY = "go_memstats_sys_bytes";

    /** Gauge: how long the process has run. */
    public static final String UPTIME = "process_uptime_seconds";

    private Legacy() {}
  }

  /** Before the name of a worker pool: from a task's being asked for to its end. */
  public static final String POOL_SPAN_PREFIX = "pool: ";

  /** Events within spans. */
  public static final class Event {
    /** A call is put on the bus; until the service's span begins it waits. */
    public static final String BUS_SENT = "bus.sent";

    /** Its answer is back; since the service's span ended it has waited. */
    public static final String BUS_ANSWERED = "bus.answered";

    /** A thread of the pool has taken the task; before it, it waited. */
    public static final String POOL_LEFT_QUEUE = "pool.left_queue";

    private Event() {}
  }

  /** Span attributes. */
  public static final class Attribute {
    /** What is asked over the bus. */
    public static final AttributeKey<String> BUS_OPERATION =
        AttributeKey.stringKey("bus.operation");

    private Attribute() {}
  }

  private ProcessNames() {}
}
