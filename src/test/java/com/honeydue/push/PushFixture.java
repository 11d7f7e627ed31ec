package com.honeydue.push;

import com.honeydue.telemetry.Telemetry;
import com.honeydue.telemetry.TelemetryStart;
import com.honeydue.testing.OnLoop;
import com.honeydue.testing.TestSettings;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A {@link Push} with settings, a clock that the test moves, and all it lets be seen. */
final class PushFixture implements AutoCloseable {

  static final String TOKEN = "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";
  static final String ANDROID = "dGVzdA:APA91bHun4MxP5egoKMwt2KZFBaFUH-1RYqx";

  final InMemorySpanExporter exported = InMemorySpanExporter.create();
  final Telemetry telemetry = TelemetryStart.observed(exported);
  final Vertx vertx = telemetry.vertx(new VertxOptions()).build();
  final OnLoop loop = OnLoop.of(vertx);
  final Push push;
  private volatile Duration later = Duration.ZERO;

  PushFixture(Map<String, String> environment) {
    push = Push.open(vertx, TestSettings.of(environment).push(), this::now, telemetry);
  }

  Instant now() {
    return Instant.now().plus(later);
  }

  /** Moves the clock. */
  void pass(Duration duration) {
    later = later.plus(duration);
  }

  Future<PushResult> begin(Device device, PushMessage message) {
    return loop.start(() -> push.send(device, message));
  }

  PushResult send(Device device, PushMessage message) {
    return OnLoop.await(begin(device, message));
  }

  PushResult toApple() {
    return send(new Device(Provider.APNS, TOKEN), alert());
  }

  PushResult toAndroid() {
    return send(new Device(Provider.FCM, ANDROID), alert());
  }

  /** Something to be shown, new each time. */
  PushMessage alert() {
    return alert("tasks");
  }

  PushMessage alert(@Nullable String category) {
    return new PushMessage(
        UUID.randomUUID(),
        "task_due_soon",
        new Alert(
            "Gutters",
            "Due tomorrow: größer \"quotes\"",
            category,
            "residence-7",
            3,
            Alert.Interruption.ACTIVE,
            true,
            "reminders"),
        "task-42",
        PushMessage.Priority.HIGH,
        now().plusSeconds(3_600),
        Map.of("task_id", "42"));
  }

  /** Something that wakes the app. */
  PushMessage background() {
    return new PushMessage(
        UUID.randomUUID(),
        "task_completed",
        null,
        null,
        PushMessage.Priority.NORMAL,
        now().plusSeconds(60),
        Map.of("task_id", "43"));
  }

  List<SpanData> spans() {
    return exported.getFinishedSpanItems();
  }

  /** The value of a sample that has these labels and no others; 0 when it is not there. */
  double metric(String sample) {
    return telemetry
        .scrape("")
        .body()
        .lines()
        .filter(line -> line.startsWith(sample + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(sample.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() {
    OnLoop.await(push.close());
    OnLoop.await(vertx.close());
  }
}
