package com.honeydue.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a scrape of the real registry says. */
class MetersTest {

  private static final long ONE_ROUND_TRIP = Duration.ofMillis(221).toNanos();

  private final Telemetry telemetry = TelemetryStart.silent();

  @Test
  void theOldSystemsNamesAndLabelsAreScrapedAsTheyWere() {
    new HttpMeters(telemetry).route("GET", "/api/tasks/").record(200, ONE_ROUND_TRIP);
    new QueryMeters(telemetry)
        .timer("task_task", "select")
        .record(ONE_ROUND_TRIP, TimeUnit.NANOSECONDS);

    assertThat(lines())
        .contains(
            "# TYPE http_request_duration_seconds histogram",
            "# TYPE gorm_query_duration_seconds histogram",
            "http_request_duration_seconds_count{method=\"GET\",route=\"/api/tasks/\",status=\"200\"}"
                + " 1",
            "http_request_duration_seconds_bucket{method=\"GET\",route=\"/api/tasks/\",status=\"200\",le=\"0.2\"}"
                + " 0",
            "http_request_duration_seconds_bucket{method=\"GET\",route=\"/api/tasks/\",status=\"200\",le=\"0.225\"}"
                + " 1",
            "http_request_duration_seconds_bucket{method=\"GET\",route=\"/api/tasks/\",status=\"200\",le=\"+Inf\"}"
                + " 1",
            "gorm_query_duration_seconds_sum{operation=\"select\",table=\"task_task\"} 0.221",
            "gorm_query_duration_seconds_bucket{operation=\"select\",table=\"task_task\",le=\"0.005\"}"
                + " 0",
            "gorm_query_duration_seconds_bucket{operation=\"select\",table=\"task_task\",le=\"10.0\"}"
                + " 1");
  }

  @Test
  void openMetricsIsGivenToThoseWhoAskForIt() {
    new HttpMeters(telemetry).route("GET", "/api/tasks/").record(200, ONE_ROUND_TRIP);

    Scrape asked =
        telemetry.scrape("application/openmetrics-text;version=1.0.0;q=0.5,text/plain;q=0.3");
    Scrape plain = telemetry.scrape("text/plain;version=0.0.4;q=0.5,*/*;q=0.1");

    assertThat(asked.contentType()).startsWith("application/openmetrics-text; version=1.0.0");
    assertThat(asked.body())
        .contains("http_request_duration_seconds_count{")
        .contains("# TYPE log_events_dropped counter")
        .endsWith("# EOF\n");
    assertThat(plain.contentType()).startsWith("text/plain; version=0.0.4");
    assertThat(plain.body())
        .contains("http_request_duration_seconds_count{")
        .contains("# TYPE log_events_dropped_total counter")
        .doesNotContain("# EOF");
    assertThat(telemetry.scrape(null).contentType()).isEqualTo(plain.contentType());
  }

  @Test
  void theProcessAndTheJvmAreMeasured() {
    assertThat(families())
        .contains(
            "process_cpu_seconds_total",
            "process_open_fds",
            "process_max_fds",
            "process_resident_memory_bytes",
            "process_start_time_seconds",
            "jvm_memory_used_bytes",
            "jvm_gc_memory_allocated_bytes_total",
            "jvm_threads_live_threads",
            "jvm_classes_loaded_classes",
            "system_cpu_usage",
            "log_events_dropped_total",
            "meters_refused_total");
    assertThat(value("process_resident_memory_bytes")).isGreaterThan(1e6);
    assertThat(value("process_open_fds")).isPositive();
    assertThat(value("process_cpu_seconds_total")).isPositive();
  }

  @Test
  void pathsAndMethodsThatNobodyKnowsMakeNoNewSeries() {
    var http = new HttpMeters(telemetry);
    for (int i = 0; i < 1_000; i++) {
      http.unmatched("BREW" + i).record(404, 1);
    }

    assertThat(lines())
        .contains(
            "http_request_duration_seconds_count{method=\"_OTHER\",route=\"unmatched\",status=\"404\"}"
                + " 1000");
    assertThat(lines())
        .filteredOn(line -> line.startsWith("http_request_duration_seconds_count"))
        .hasSize(1);
  }

  @Test
  void aFamilyStopsGrowingAndSaysSo() {
    var queries = new QueryMeters(telemetry);
    for (int i = 0; i < 2_500; i++) {
      queries.timer("table_" + i, "select").record(1, TimeUnit.NANOSECONDS);
    }

    assertThat(lines())
        .filteredOn(line -> line.startsWith("gorm_query_duration_seconds_count"))
        .hasSize(2_000);
    assertThat(value("meters_refused_total")).isEqualTo(500);
  }

  @Test
  void lanesTellWhatTheyDo() {
    var lanes = new LaneMeters(telemetry, 1, "fast");
    lanes.open(3);
    lanes.busy(2);
    lanes.inFlight(30);
    lanes.queued(3);
    lanes.delay(TimeUnit.MILLISECONDS.toNanos(250));
    lanes.waited(ONE_ROUND_TRIP);
    lanes.reopened();
    lanes.refused();

    assertThat(lines())
        .contains(
            "db_lanes_open{group=\"fast\",loop=\"1\"} 3.0",
            "db_lanes_busy{group=\"fast\",loop=\"1\"} 2.0",
            "db_lanes_in_flight{group=\"fast\",loop=\"1\"} 30.0",
            "db_lanes_queue{group=\"fast\",loop=\"1\"} 3.0",
            "db_lanes_delay_seconds{group=\"fast\",loop=\"1\"} 0.25",
            "db_lanes_wait_seconds_count{group=\"fast\",loop=\"1\"} 1",
            "db_lanes_reopened_total{group=\"fast\",loop=\"1\"} 1.0",
            "db_lanes_refused_total{group=\"fast\",loop=\"1\"} 1.0");
  }

  @Test
  void theBusTellsWhatIsPendingAndHowLongCallsTook() {
    var bus = new BusMeters(telemetry);
    long first = bus.began();
    bus.began();
    bus.ended("listTasks", first);
    bus.expired("createTask");

    assertThat(lines())
        .contains(
            "bus_calls_in_flight 1.0",
            "bus_call_duration_seconds_count{operation=\"listTasks\"} 1",
            "bus_calls_expired_total{operation=\"createTask\"} 1.0");
  }

  @Test
  void everythingThatIsScrapedIsInTheRegistry() throws Exception {
    new HttpMeters(telemetry).route("GET", "/api/tasks/").record(200, 1);
    new QueryMeters(telemetry).timer("task_task", "select").record(1, TimeUnit.NANOSECONDS);
    new LaneMeters(telemetry, 0, "fast").waited(1);
    var bus = new BusMeters(telemetry);
    bus.ended("listTasks", bus.began());
    bus.expired("listTasks");
    WorkerPoolMeters.rejected(telemetry, "hash").increment();
    var mail = new MailMeters(telemetry, () -> 0);
    mail.ended("welcome", "ok", mail.began());
    mail.failed("timeout");
    pushes();
    var notifications = new NotificationMeters(telemetry);
    notifications.ended("test", "push", "sent");
    notifications.left("notify.join", 1);
    notifications.people("notify.digests", 1);
    Vertx vertx = telemetry.vertx(new VertxOptions()).build();
    System.gc();

    assertThat(Registry.read().against(telemetry.scrape("").body())).isEmpty();
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private void pushes() {
    var apns = new PushMeters(telemetry, "apns", PushNames.Metric.APNS_SEND, () -> 0, () -> 0);
    apns.sent("ok", 1);
    apns.heldBack("circuit_open");
    apns.deadToken("Unregistered");
    apns.misconfigured("Forbidden");
    apns.badTokenBurst();
    new PushMeters(telemetry, "fcm", PushNames.Metric.FCM_SEND, () -> 0, () -> 0).sent("ok", 1);
  }

  private List<String> lines() {
    return telemetry.scrape("").body().lines().toList();
  }

  private List<String> families() {
    return lines().stream()
        .filter(line -> line.startsWith("# TYPE"))
        .map(line -> line.split(" ", -1)[2])
        .toList();
  }

  private double value(String name) {
    return lines().stream()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.split(" ", -1)[1]))
        .findFirst()
        .orElseThrow();
  }
}
