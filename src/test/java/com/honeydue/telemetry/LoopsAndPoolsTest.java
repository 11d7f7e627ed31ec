package com.honeydue.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.Eventually;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.EventData;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a real Vert.x tells of its event loops and worker pools. */
class LoopsAndPoolsTest {

  private final Telemetry telemetry = TelemetryStart.silent();
  private final Vertx vertx = telemetry.vertx(new VertxOptions().setEventLoopPoolSize(2)).build();

  @AfterEach
  void stop() throws Exception {
    await(vertx.close());
  }

  @Test
  void everyLoopIsSampledAndABusyOneShows() {
    Context context = vertx.getOrCreateContext();
    var busy = new AtomicBoolean(true);
    context.runOnContext(unused -> holdUp(context, busy));

    try {
      Eventually.until(
          "every loop is sampled and the busy one shows",
          () ->
              lag().stream().allMatch(timer -> timer.count() > 0)
                  && lag().stream().anyMatch(timer -> timer.max(TimeUnit.MILLISECONDS) >= 20));
    } finally {
      busy.set(false);
    }

    assertThat(lag())
        .extracting(timer -> timer.getId().getTag("loop"))
        .containsExactlyInAnyOrder("0", "1");
  }

  @Test
  void aLoopThatIsBlockedIsCountedAndTellsHowLateItIs() {
    Context context = vertx.getOrCreateContext();

    Eventually.until(
        "a loop that many tasks kept busy counts as blocked",
        () -> {
          // as many at once as a loop takes before it looks at its timers again
          var done = new CompletableFuture<Void>();
          for (int i = 1; i <= 5; i++) {
            boolean last = i == 5;
            context.runOnContext(
                unused -> {
                  LockSupport.parkNanos(Duration.ofMillis(40).toNanos());
                  if (last) {
                    done.complete(null);
                  }
                });
          }
          done.join();
          return telemetry.meters().find("event_loop_blocked_total").counters().stream()
              .anyMatch(counter -> counter.count() > 0);
        });

    assertThat(telemetry.meters().find("event_loop_overdue_seconds").gauges())
        .hasSize(2)
        .allMatch(gauge -> gauge.value() >= 0);
  }

  @Test
  void aTaskThatATraceWaitsForIsASpanWithTheMomentItLeftTheQueue() throws Exception {
    var spans = InMemorySpanExporter.create();
    Telemetry traced = TelemetryStart.observed(spans);
    Vertx own = traced.vertx(new VertxOptions()).build();
    var pool = own.createSharedWorkerExecutor("hash", 1);
    Span parent = traced.tracer().spanBuilder("parent").startSpan();
    await(
        io.opentelemetry.context.Context.current()
            .with(parent)
            .wrap(() -> pool.executeBlocking(() -> "done", false))
            .call());
    await(pool.executeBlocking(() -> "untraced", false));
    parent.end();

    Eventually.until("the task's span ended", () -> spans.getFinishedSpanItems().size() == 2);
    assertThat(spans.getFinishedSpanItems())
        .filteredOn(span -> span.getName().equals("pool: hash"))
        .singleElement()
        .satisfies(
            span -> {
              assertThat(span.getParentSpanId()).isEqualTo(parent.getSpanContext().getSpanId());
              assertThat(span.getEvents())
                  .extracting(EventData::getName)
                  .containsExactly("pool.left_queue");
            });
    await(own.close());
  }

  /** Keeps a loop busy with tasks that each hold it for less than what counts as blocking. */
  private static void holdUp(Context context, AtomicBoolean busy) {
    LockSupport.parkNanos(Duration.ofMillis(40).toNanos());
    if (busy.get()) {
      context.runOnContext(unused -> holdUp(context, busy));
    }
  }

  @Test
  void aPoolTellsWhatWaitsAndWhatRuns() throws Exception {
    var pool = vertx.createSharedWorkerExecutor("hash", 1);
    var release = new CountDownLatch(1);
    Future<Boolean> running =
        pool.executeBlocking(() -> release.await(10, TimeUnit.SECONDS), false);
    Future<String> waiting = pool.executeBlocking(() -> "done", false);

    Eventually.until(
        "one task runs and one waits",
        () -> gauge("worker_pool_active") == 1 && gauge("worker_pool_queue") == 1);
    assertThat(gauge("worker_pool_size")).isEqualTo(1);
    release.countDown();
    await(running);
    await(waiting);

    Eventually.until("nothing runs", () -> gauge("worker_pool_active") == 0);
    assertThat(gauge("worker_pool_queue")).isZero();
    assertThat(timer("worker_pool_wait_seconds").count()).isEqualTo(2);
    assertThat(timer("worker_pool_run_seconds").count()).isEqualTo(2);
  }

  private Collection<Timer> lag() {
    return telemetry.meters().find("event_loop_lag_seconds").timers();
  }

  private double gauge(String name) {
    return telemetry.meters().get(name).tag("pool", "hash").gauge().value();
  }

  private Timer timer(String name) {
    return telemetry.meters().get(name).tag("pool", "hash").timer();
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
