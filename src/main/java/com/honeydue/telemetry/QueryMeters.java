package com.honeydue.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** {@code gorm_query_duration_seconds}: the name is the old system's, which its dashboards read. */
public final class QueryMeters {

  private final MeterRegistry meters;

  public QueryMeters(Telemetry telemetry) {
    this.meters = telemetry.meters();
  }

  /**
   * The timer of the statements about {@code table}; to be kept, not looked up for each statement.
   */
  public Timer timer(String table, String operation) {
    return Timer.builder(Names.Metric.QUERY)
        .description("SQL statements, from being sent to their last row")
        .tag(Names.Label.TABLE, table)
        .tag(Names.Label.OPERATION, operation)
        .serviceLevelObjectives(Buckets.REQUEST)
        .register(meters);
  }
}
