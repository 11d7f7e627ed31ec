package com.honeydue.residences;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Failure;
import com.honeydue.bus.Money;
import com.honeydue.residences.report.HomeHistory;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Asking for a report, and what it then holds. */
class ReportsTest {

  private static final Instant NOW = Instant.parse("2026-12-31T23:30:00Z");

  @SuppressWarnings("NullAway.Init")
  private static Homes homes;

  @BeforeAll
  static void open() {
    homes = new Homes();
  }

  @AfterAll
  static void close() {
    homes.close();
  }

  private static Reports.Requested request(long user, long residence, String format) {
    return homes.fixture.body(
        homes.service,
        Homes.on(user, "tasksReport", residence, new JsonObject().put("format", format)),
        Reports.Requested.class);
  }

  private static HomeHistory history(long user, long residence) {
    return homes.fixture.on(lanes -> new Reports(lanes, () -> NOW).history(user, residence));
  }

  @Test
  void aReportShouldBeAskedForOnceUntilItIsMade() {
    long owner = homes.fixture.person();
    long home = homes.create(owner, "Maple Street").id();
    long member = homes.person(home, "member");

    var first = request(owner, home, "pdf");

    assertThat(request(owner, home, "pdf")).isEqualTo(first);
    assertThat(request(owner, home, "csv").reportId()).isNotEqualTo(first.reportId());
    assertThat(request(member, home, "pdf").reportId()).isNotEqualTo(first.reportId());
    assertThat(homes.told(owner)).containsExactly("report.home_history", "report.home_history");
    homes.fixture.database().execute("delete from jobs_outbox where type = 'report.home_history'");
    assertThat(request(owner, home, "pdf").reportId()).isNotEqualTo(first.reportId());
    assertThat(homes.failure(Homes.on(homes.fixture.person(), "tasksReport", home)).kind())
        .isEqualTo(Failure.Kind.NOT_FOUND);
  }

  @Test
  void aReportShouldHoldTheHomeItsTasksAndWhatWasDone() {
    long owner = homes.fixture.person();
    long home = homes.create(owner, Homes.everyField()).id();
    var database = homes.fixture.database();
    long task =
        database.number(
            "insert into task_task (residence_id, title, category, next_due_date, completion_count)"
                + " values (?, 'Clean the gutters', 'roof_gutters', '2027-05-01', 1) returning id",
            home);
    database.execute(
        """
        insert into task_taskcompletion
          (task_id, residence_id, series, performed_at, completed_by_id, cost_minor, cost_currency, rating, prior_in_progress)
        values (%d, %d, 1, '2025-12-31T23:30:00Z', %d, 12550, 'CHF', 4, false)
        """
            .formatted(task, home, owner));

    var history = history(owner, home);

    assertThat(history.made()).as("in Zürich").isEqualTo(LocalDate.of(2027, 1, 1));
    assertThat(history.home())
        .isEqualTo(
            new HomeHistory.Home(
                "Maple Street",
                java.util.List.of("12 Maple Street", "Rear", "8001 Zürich", "ZH", "CH"),
                java.util.List.of(
                    "Townhouse", "built 1987", "3 bedrooms", "2.5 bathrooms", "1850 sq ft"),
                "CH"));
    assertThat(history.tasks())
        .containsExactly(
            new HomeHistory.Chore(
                "Clean the gutters",
                "Roof and gutters",
                "Once",
                LocalDate.of(2027, 5, 1),
                "open",
                1));
    var done = history.completions().getFirst();
    assertThat(done.day()).as("of the next year there").isEqualTo(LocalDate.of(2026, 1, 1));
    assertThat(done.cost()).isEqualTo(new Money(12_550, "CHF"));
    assertThat(done.by()).startsWith("person");
  }
}
