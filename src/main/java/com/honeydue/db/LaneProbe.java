package com.honeydue.db;

import com.honeydue.bus.Failure;
import com.honeydue.telemetry.LaneMeters;
import com.honeydue.telemetry.QueryMeters;
import com.honeydue.telemetry.SqlSpans;
import com.honeydue.telemetry.Telemetry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What the lanes of one kind on one event loop tell telemetry: a span and a duration for each
 * statement, and how the lanes are doing. Confined to its event loop.
 */
final class LaneProbe {

  private final LaneMeters meters;
  private final QueryMeters queries;
  private final SqlSpans spans;
  private final IdentityHashMap<Statement<?>, Timer> timers = new IdentityHashMap<>();
  private final LaneDelay delay = new LaneDelay();
  private int queued;

  /**
   * @param group {@code fast} or {@code slow}
   * @param loop the event loop's number
   */
  LaneProbe(Telemetry telemetry, String group, int loop) {
    this.meters = new LaneMeters(telemetry, loop, group);
    this.queries = new QueryMeters(telemetry);
    this.spans = new SqlSpans(telemetry);
  }

  Span begin(Statement<?> statement) {
    return spans.start(statement.name(), statement.table(), statement.operation(), statement.sql());
  }

  void sent(Span span, long waitedNanos) {
    spans.sent(span);
    meters.waited(waitedNanos);
  }

  /** The database has answered a statement that came at {@code since}. */
  void answered(Statement<?> statement, Span span, long since, int rows) {
    long now = System.nanoTime();
    delay.answered(since, now);
    end(statement, span, now - since, rows);
  }

  LaneDelay delay() {
    return delay;
  }

  void end(Statement<?> statement, Span span, long nanos, int rows) {
    record(statement, nanos);
    spans.end(span, rows);
  }

  void fail(Statement<?> statement, Span span, long nanos, Throwable error, Failure failure) {
    record(statement, nanos);
    spans.fail(span, error);
    if ("database_busy".equals(failure.code())) {
      meters.refused();
    }
  }

  void queued(int change) {
    queued += change;
    meters.queued(queued);
  }

  void reopened() {
    meters.reopened();
  }

  private void record(Statement<?> statement, long nanos) {
    timers
        .computeIfAbsent(statement, first -> queries.timer(first.table(), first.operation()))
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Counts anew how many lanes are open, busy and at work. */
  void sample(List<LaneGroup> groups) {
    int open = 0;
    int busy = 0;
    int inFlight = 0;
    for (var group : groups) {
      for (var lane : group.lanes()) {
        open += lane.up() ? 1 : 0;
        busy += lane.inFlight() > 0 ? 1 : 0;
        inFlight += lane.inFlight();
      }
    }
    meters.open(open);
    meters.busy(busy);
    meters.inFlight(inFlight);
    meters.delay(delay.nanos());
  }
}
