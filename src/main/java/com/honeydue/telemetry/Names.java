package com.honeydue.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/**
 * Every metric, label, span, event, attribute and log field name the process emits, with those of
 * pushes beside it in {@link PushNames}. Nothing else may be used.
 *
 * <p>Metric names are written as Prometheus sees them. Micrometer adds a gauge {@code <name>_max}
 * beside each histogram.
 */
public final class Names {

  /** Metric families. Histograms are in seconds. */
  public static final class Metric {
    /**
     * Histogram {route, method, status}: a request from its first byte to the end of its answer.
     */
    public static final String HTTP_REQUEST = "http_request_duration_seconds";

    /** Histogram {table, operation}: one SQL statement, from being sent to its last row. */
    public static final String QUERY = "gorm_query_duration_seconds";

    /** Histogram {operation}: a call on the bus, from being sent to its reply. */
    public static final String BUS_CALL = "bus_call_duration_seconds";

    /** Gauge: calls on the bus that wait for their reply. */
    public static final String BUS_IN_FLIGHT = "bus_calls_in_flight";

    /** Counter {operation}: calls that were past their deadline when a service received them. */
    public static final String BUS_EXPIRED = "bus_calls_expired_total";

    /** Gauge {loop, group}: lanes with a live, prepared connection. */
    public static final String LANES_OPEN = "db_lanes_open";

    /** Gauge {loop, group}: lanes with at least one statement in flight. */
    public static final String LANES_BUSY = "db_lanes_busy";

    /** Gauge {loop, group}: statements in flight. */
    public static final String LANES_IN_FLIGHT = "db_lanes_in_flight";

    /** Gauge {loop, group}: statements waiting for a lane. */
    public static final String LANES_QUEUE = "db_lanes_queue";

    /** Gauge {loop, group}: how much longer than at best statements take, in seconds. */
    public static final String LANES_DELAY = "db_lanes_delay_seconds";

    /** Histogram {loop, group}: how long a statement waited for a lane. */
    public static final String LANES_WAIT = "db_lanes_wait_seconds";

    /** Counter {loop, group}: lanes opened again after they were lost. */
    public static final String LANES_REOPENED = "db_lanes_reopened_total";

    /** Counter {loop, group}: statements refused because the queue was full or no lane was open. */
    public static final String LANES_REFUSED = "db_lanes_refused_total";

    /** Histogram {loop}: how much later than planned an event loop runs a timer. */
    public static final String LOOP_LAG = "event_loop_lag_seconds";

    /** Gauge {pool}: tasks waiting for a thread of a worker pool. */
    public static final String POOL_QUEUE = "worker_pool_queue";

    /** Gauge {pool}: tasks a worker pool is running. */
    public static final String POOL_ACTIVE = "worker_pool_active";

    /** Gauge {pool}: threads a worker pool may have. */
    public static final String POOL_SIZE = "worker_pool_size";

    /** Histogram {pool}: how long a task waited for a thread. */
    public static final String POOL_WAIT = "worker_pool_wait_seconds";

    /** Histogram {pool}: how long a task ran. */
    public static final String POOL_RUN = "worker_pool_run_seconds";

    /** Counter {pool}: tasks refused because the pool's queue was full. */
    public static final String POOL_REJECTED = "worker_pool_rejected_total";

    /** Counter: log lines lost because the writer could not keep up. */
    public static final String LOGS_DROPPED = "log_events_dropped_total";

    /** Counter: meters refused because their family had too many label values. */
    public static final String METERS_REFUSED = "meters_refused_total";

    /**
     * The names that Prometheus' own client libraries give a process; the old system's dashboards
     * read them.
     */
    public static final String PROCESS_CPU = "process_cpu_seconds_total";

    public static final String PROCESS_OPEN_FDS = "process_open_fds";
    public static final String PROCESS_MAX_FDS = "process_max_fds";
    public static final String PROCESS_RESIDENT = "process_resident_memory_bytes";
    public static final String PROCESS_START = "process_start_time_seconds";

    /** Counter {algorithm, purpose}: password hashes computed, to check or to store a password. */
    public static final String PASSWORD_HASHES = "password_hashes_total";

    /** Gauge {loop}: whether the link to Redis is up. */
    public static final String REDIS_UP = "redis_up";

    /** Gauge {loop}: commands that Redis has not answered yet. */
    public static final String REDIS_IN_FLIGHT = "redis_commands_in_flight";

    /** Histogram {command, result}: a command, from being sent to its answer. */
    public static final String REDIS_COMMAND = "redis_command_duration_seconds";

    /** Counter {loop}: connections to Redis opened. */
    public static final String REDIS_CONNECTED = "redis_connected_total";

    /** Counter {loop}: commands not sent because Redis was away or too many were in flight. */
    public static final String REDIS_REFUSED = "redis_commands_refused_total";

    /** Counter {loop}: connections given up because Redis fell silent. */
    public static final String REDIS_TIMEOUTS = "redis_timeouts_total";

    /**
     * Histogram {operation, result, source}: deciding whether a try may go on; {@code source} is
     * {@code redis}, or {@code local} while that is away.
     */
    public static final String THROTTLE = "throttle_decision_duration_seconds";

    /** Counter {throttle}: tries refused because there were too many. */
    public static final String THROTTLE_REFUSED = "throttle_refused_total";

    /**
     * Counter {result}: conditional reads whose tag was looked for in Redis; {@code hit} when it
     * was current, {@code miss} when the service had to be asked.
     */
    public static final String UNCHANGED_LOOKUPS = "unchanged_lookups_total";

    /**
     * Counter {result}: tags that Redis was given, {@code refused} when a change came in between.
     */
    public static final String UNCHANGED_KEPT = "unchanged_kept_total";

    /** Gauge: people and residences whose change Redis has still to be told of. */
    public static final String UNCHANGED_OWED = "unchanged_touches_owed";

    /** Counter: changes that Redis was never told of, as too many were owed. */
    public static final String UNCHANGED_DROPPED = "unchanged_touches_dropped_total";

    /**
     * Histogram {task_type, result}: one run of a job; {@code ok}, {@code retry}, {@code dead},
     * {@code lost}, {@code cancelled} or {@code returned}.
     */
    public static final String JOB = "asynq_job_duration_seconds";

    /** Histogram {task_type}: from when a job was made to the begin of its first run. */
    public static final String JOB_WAIT = "jobs_wait_seconds";

    /** Gauge: jobs that run in this process. */
    public static final String JOBS_RUNNING = "jobs_running";

    /** Counter: jobs whose worker had stopped extending its lease. */
    public static final String JOBS_RECOVERED = "jobs_recovered_total";

    /** Gauge {queue, state}: jobs in Redis that are pending, active, or wait for their time. */
    public static final String JOBS_DEPTH = "jobs_queue_depth";

    /** Gauge {queue}: since when the oldest pending job was made, in seconds; 0 without one. */
    public static final String JOBS_OLDEST = "jobs_oldest_age_seconds";

    /** Counter {result}: rows of the outbox handed over; {@code direct} or {@code relay}. */
    public static final String JOBS_HANDED_OVER = "jobs_handed_over_total";

    /** Counter {schedule, result}: ticks of schedules; {@code run}, {@code skipped}. */
    public static final String JOBS_TICKS = "jobs_ticks_total";

    /** Gauge: bytes that Redis holds. */
    public static final String REDIS_MEMORY = "redis_memory_used_bytes";

    /** Gauge: bytes that Redis may hold; 0 for no limit. */
    public static final String REDIS_MEMORY_MAX = "redis_memory_max_bytes";

    private Metric() {}
  }

  /** Metric labels. */
  public static final class Label {
    public static final String ROUTE = "route";
    public static final String METHOD = "method";
    public static final String STATUS = "status";
    public static final String TABLE = "table";
    public static final String OPERATION = "operation";
    public static final String LOOP = "loop";
    public static final String GROUP = "group";
    public static final String POOL = "pool";

    public static final String ALGORITHM = "algorithm";
    public static final String PURPOSE = "purpose";
    public static final String COMMAND = "command";
    public static final String RESULT = "result";
    public static final String SOURCE = "source";
    public static final String THROTTLE = "throttle";
    public static final String PROVIDER = "provider";
    public static final String REASON = "reason";

    /** The name of a job's type, as the former system's dashboards call it. */
    public static final String TASK_TYPE = "task_type";

    public static final String QUEUE = "queue";
    public static final String STATE = "state";
    public static final String SCHEDULE = "schedule";

    /** The route of a request that no route matched. */
    public static final String UNMATCHED = "unmatched";

    /** A request method that HTTP does not define, as OpenTelemetry's conventions write it. */
    public static final String OTHER_METHOD = "_OTHER";

    private Label() {}
  }

  /**
   * Span names; HTTP spans are {@code METHOD route}, SQL spans {@code OPERATION table}, Redis spans
   * the command.
   */
  public static final class SpanName {
    /** Before the operation: its internal look-up of the caller. */
    public static final String AUTH_PREFIX = "auth: ";

    /** Before the operation. */
    public static final String SERVICE_PREFIX = "service: ";

    /** Before the type of a job: one run of it. */
    public static final String JOB_PREFIX = "job: ";

    /** The bus address of the look-up of the caller. */
    public static final String AUTHENTICATE = "authenticate";

    /** An HTTP request with a method that HTTP does not define. */
    public static final String HTTP = "HTTP";

    private SpanName() {}
  }

  /** Events within spans. */
  public static final class Event {
    /** A statement was handed to a lane's connection; before it, it waited. */
    public static final String LANE_LEFT_QUEUE = "lane.left_queue";

    /** A cache was asked; {@link Attribute#CACHE_RESULT} says what it knew. */
    public static final String CACHE_LOOKUP = "cache.lookup";

    /** It is asked whether there were too many tries. */
    public static final String THROTTLE_ASKED = "throttle.asked";

    /** That is known; {@link Attribute#THROTTLE_RESULT} says what. */
    public static final String THROTTLE_DECIDED = "throttle.decided";

    /**
     * Whether the tag of a conditional read is current was looked for; {@link
     * Attribute#CACHE_RESULT} says what was known.
     */
    public static final String UNCHANGED_LOOKUP = "unchanged.lookup";

    /** The client went away before it had its answer. */
    public static final String CLIENT_GONE = "http.client_gone";

    private Event() {}
  }

  /** Span attributes. */
  public static final class Attribute {
    public static final AttributeKey<String> HTTP_METHOD =
        AttributeKey.stringKey("http.request.method");
    public static final AttributeKey<String> HTTP_ROUTE = AttributeKey.stringKey("http.route");
    public static final AttributeKey<Long> HTTP_STATUS =
        AttributeKey.longKey("http.response.status_code");
    public static final AttributeKey<String> URL_PATH = AttributeKey.stringKey("url.path");
    public static final AttributeKey<String> URL_SCHEME = AttributeKey.stringKey("url.scheme");
    public static final AttributeKey<String> SERVER_ADDRESS =
        AttributeKey.stringKey("server.address");
    public static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
    public static final AttributeKey<String> DB_SYSTEM = AttributeKey.stringKey("db.system.name");
    public static final AttributeKey<String> DB_OPERATION =
        AttributeKey.stringKey("db.operation.name");
    public static final AttributeKey<String> DB_COLLECTION =
        AttributeKey.stringKey("db.collection.name");
    public static final AttributeKey<String> DB_NAMESPACE = AttributeKey.stringKey("db.namespace");
    public static final AttributeKey<Long> DB_ROWS =
        AttributeKey.longKey("db.response.returned_rows");
    public static final AttributeKey<String> DB_STATUS =
        AttributeKey.stringKey("db.response.status_code");

    /** The SQL text under today's name. */
    public static final AttributeKey<String> DB_QUERY_TEXT =
        AttributeKey.stringKey("db.query.text");

    /** The SQL text under the name that the old system's traces have. */
    public static final AttributeKey<String> DB_STATEMENT = AttributeKey.stringKey("db.statement");

    /** The name of the statement's constant: OpenTelemetry's short form of a query. */
    public static final AttributeKey<String> DB_QUERY_SUMMARY =
        AttributeKey.stringKey("db.query.summary");

    /** {@code hit}, {@code miss} or {@code down}. */
    public static final AttributeKey<String> CACHE_RESULT = AttributeKey.stringKey("cache.result");

    /** {@code allowed} or {@code refused}. */
    public static final AttributeKey<String> THROTTLE_RESULT =
        AttributeKey.stringKey("throttle.result");

    public static final AttributeKey<String> JOB_TYPE = AttributeKey.stringKey("job.type");
    public static final AttributeKey<String> JOB_QUEUE = AttributeKey.stringKey("job.queue");
    public static final AttributeKey<String> JOB_ID = AttributeKey.stringKey("job.id");
    public static final AttributeKey<Long> JOB_ATTEMPT = AttributeKey.longKey("job.attempt");

    /** How often the job is tried again at most. */
    public static final AttributeKey<Long> JOB_RETRIES = AttributeKey.longKey("job.retries");

    /** Milliseconds from when the job was made to this run. */
    public static final AttributeKey<Long> JOB_WAITED = AttributeKey.longKey("job.waited_ms");

    public static final AttributeKey<Long> JOB_PAYLOAD_BYTES =
        AttributeKey.longKey("job.payload.bytes");

    /** The names of the payload's fields; their values may be somebody's data. */
    public static final AttributeKey<List<String>> JOB_PAYLOAD_KEYS =
        AttributeKey.stringArrayKey("job.payload.keys");

    /** As in the metric. */
    public static final AttributeKey<String> JOB_RESULT = AttributeKey.stringKey("job.result");

    private Attribute() {}
  }

  /** Fields of a log line. */
  public static final class Field {
    public static final String LEVEL = "level";
    public static final String TIME = "time";
    public static final String CALLER = "caller";
    public static final String MESSAGE = "message";
    public static final String TRACE_ID = "trace_id";
    public static final String SPAN_ID = "span_id";
    public static final String REQUEST_ID = "request_id";
    public static final String USER_ID = "user_id";
    public static final String ERROR = "error";
    public static final String STACK = "stack";

    private Field() {}
  }

  /**
   * The logger of the one line per request; its lines name the logger as their caller, which costs
   * nothing.
   */
  public static final String ACCESS_LOG = "access";

  /** The instrumentation scope of every span. */
  public static final String SCOPE = "com.honeydue";

  private Names() {}
}
