package com.honeydue.residences;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Failure;
import com.honeydue.bus.Operations;
import com.honeydue.db.Lanes;
import com.honeydue.residences.report.HomeHistory;
import com.honeydue.telemetry.Spans;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.UUID;

/** Reports of a residence, which a job makes later. Lives on the event loop of its lanes. */
final class Reports {

  /**
   * A report that is to be made.
   *
   * @param reportId the job's id
   */
  record Requested(UUID reportId, String format) {}

  private final Lanes lanes;
  private final InstantSource clock;

  Reports(Lanes lanes, InstantSource clock) {
    this.lanes = lanes;
    this.clock = clock;
  }

  Operations addTo(Operations operations) {
    return operations.on("tasksReport", this::request);
  }

  Future<Requested> request(Call<Arguments> call) {
    String format = call.arguments().body().getString("format", "pdf");
    return lanes
        .found(
            ReportStatements.REQUEST.with(
                call.userId(),
                call.arguments().id(),
                UUID.randomUUID(),
                format,
                Spans.traceparent()))
        .map(row -> new Requested(row, format));
  }

  /** What a report of {@code residence} holds for {@code user}; one round trip. */
  Future<HomeHistory> history(long user, long residence) {
    var title =
        ReportStatements.TITLE.with(user, residence, clock.instant().atOffset(ZoneOffset.UTC));
    var tasks = ReportStatements.TASKS.with(user, residence);
    var completions = ReportStatements.COMPLETIONS.with(user, residence);
    return lanes
        .pipeline(title, tasks, completions)
        .map(
            results -> {
              if (results.of(title).isEmpty()) {
                throw Failure.notFound();
              }
              var first = results.of(title).getFirst();
              return new HomeHistory(
                  first.home(), first.today(), results.of(tasks), results.of(completions));
            });
  }
}
