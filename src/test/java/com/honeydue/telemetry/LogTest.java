package com.honeydue.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import com.honeydue.testing.Eventually;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lines as they come out of a logger of its own, parsed back. */
class LogTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final LoggerContext context = new LoggerContext();

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void aLineHasTheFieldsOfTheOldSystemAndItsOwn() {
    Logger log = logger(out, 10);
    Instant before = Instant.now().minusMillis(1);

    log.atInfo()
        .addKeyValue("addr", ":8000")
        .addKeyValue("loops", 4)
        .addKeyValue("ratio", 0.5)
        .addKeyValue("secure", false)
        .addKeyValue("nothing", (Object) null)
        .addKeyValue("role", List.of("api"))
        .addKeyValue("level", "mine")
        .log("HTTP server \"listening\"\nreally");

    JsonObject line = line();
    assertThat(line.fieldNames())
        .containsExactly(
            "level", "time", "caller", "message", "addr", "loops", "ratio", "secure", "nothing",
            "role", "level_");
    assertThat(line.getString("level")).isEqualTo("info");
    assertThat(line.getString("message")).isEqualTo("HTTP server \"listening\"\nreally");
    assertThat(line.getString("caller")).matches("com/honeydue/telemetry/LogTest\\.java:\\d+");
    assertThat(line.getString("time")).endsWith("Z");
    assertThat(Instant.parse(line.getString("time"))).isBetween(before, Instant.now());
    assertThat(line.getValue("loops")).isEqualTo(4);
    assertThat(line.getValue("ratio")).isEqualTo(0.5);
    assertThat(line.getValue("secure")).isEqualTo(false);
    assertThat(line.getValue("nothing")).isNull();
    assertThat(line.getString("role")).isEqualTo("[api]");
  }

  @Test
  void levelsAreWrittenAsTheOldSystemWritesThem() {
    Logger log = logger(out, 10);
    log.setLevel(Level.TRACE);

    log.trace("t");
    log.debug("d");
    log.info("i");
    log.warn("w");
    log.error("e");
    log.error(Logs.FATAL, "f");

    assertThat(lines())
        .extracting(line -> line.getString("level"))
        .containsExactly("debug", "debug", "info", "warn", "error", "fatal");
  }

  @Test
  void anExceptionIsWrittenWithItsStack() {
    logger(out, 10)
        .error("it broke", new IllegalStateException("why", new RuntimeException("deeper")));

    JsonObject line = line();
    assertThat(line.getString("error")).isEqualTo("java.lang.IllegalStateException: why");
    assertThat(line.getString("stack"))
        .contains("LogTest")
        .contains("Caused by: java.lang.RuntimeException: deeper");
  }

  @Test
  void theAccessLogNamesItsLoggerAsCaller() {
    Logger log = logger(out, 10).getLoggerContext().getLogger(Names.ACCESS_LOG);

    log.info("request");

    assertThat(line().getString("caller")).isEqualTo("access");
  }

  @Test
  void linesOfARequestNameItsTraceSpanRequestAndUser() throws Exception {
    Logger log = logger(out, 10);
    var exporter = InMemorySpanExporter.create();
    Telemetry telemetry = TelemetryStart.observed(exporter);
    Vertx vertx = telemetry.vertx(new VertxOptions()).build();
    int port =
        await(
                vertx
                    .createHttpServer()
                    .requestHandler(
                        request -> {
                          LogContext.put("req-1");
                          log.info("before");
                          LogContext.put("req-1", 7);
                          vertx
                              .executeBlocking(
                                  () -> {
                                    log.info("after");
                                    log.atInfo().addKeyValue("user_id", 8).log("told");
                                    return "";
                                  })
                              .onSuccess(unused -> request.response().end());
                        })
                    .listen(0))
            .actualPort();

    // Closed below: a client that nobody holds is closed with the next garbage collection.
    var client = vertx.createHttpClient();
    await(
        client
            .request(HttpMethod.GET, port, "localhost", "/")
            .compose(request -> request.send().compose(response -> response.body())));
    await(client.close());
    log.info("elsewhere");

    List<JsonObject> lines = lines();
    assertThat(lines)
        .extracting(line -> line.getString("request_id"))
        .containsExactly("req-1", "req-1", "req-1", null);
    assertThat(lines)
        .extracting(line -> line.getInteger("user_id"))
        .containsExactly(null, 7, 8, null);
    Eventually.until("the server's span", () -> served(exporter).findAny().isPresent());
    var span = served(exporter).findAny().orElseThrow();
    assertThat(lines.getFirst().getString("trace_id")).isEqualTo(span.getTraceId());
    assertThat(lines.get(1).getString("span_id")).isEqualTo(span.getSpanId());
    assertThat(lines.getLast().containsKey("trace_id")).isFalse();
    await(vertx.close());
  }

  @Test
  void aStuckOutputBlocksNobodyAndLostLinesAreCounted() throws Exception {
    Telemetry telemetry = TelemetryStart.silent();
    double droppedBefore =
        telemetry.meters().get("log_events_dropped_total").functionCounter().count();
    var unstick = new CountDownLatch(1);
    var stuck = new CountDownLatch(1);
    Logger log =
        logger(
            new OutputStream() {
              @Override
              public void write(int b) {
                throw new UnsupportedOperationException();
              }

              @Override
              public void write(byte[] bytes, int offset, int length) {
                stuck.countDown();
                try {
                  unstick.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                out.write(bytes, offset, length);
              }
            },
            10);

    log.info("taken by the writer");
    assertThat(stuck.await(10, TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < 100; i++) {
      log.info("line " + i);
    }

    assertThat(
            telemetry.meters().get("log_events_dropped_total").functionCounter().count()
                - droppedBefore)
        .isEqualTo(90);
    unstick.countDown();
    assertThat(lines()).hasSize(11);
    assertThat(lines().getLast().getString("message")).isEqualTo("line 9");
  }

  @Test
  void theShippedConfigurationWritesDebugLinesOfOursWhenDebugIsSet() throws Exception {
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(
        Objects.requireNonNull(LogTest.class.getResource("/logback.xml"), "logback.xml"));
    Logger ours = context.getLogger("com.honeydue.anything");
    Logger theirs = context.getLogger("io.netty.channel");

    assertThat(ours.isInfoEnabled()).isTrue();
    assertThat(ours.isDebugEnabled()).isFalse();
    assertThat(context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender("STDOUT"))
        .isInstanceOf(AsyncLogAppender.class)
        .matches(appender -> appender.isStarted());

    Logs.level(context, true);
    assertThat(ours.isDebugEnabled()).isTrue();
    assertThat(theirs.isDebugEnabled()).isFalse();

    Logs.level(context, false);
    assertThat(ours.isDebugEnabled()).isFalse();
  }

  /** The client's span may end first. */
  private static Stream<SpanData> served(InMemorySpanExporter exporter) {
    return exporter.getFinishedSpanItems().stream()
        .filter(span -> span.getKind() == SpanKind.SERVER);
  }

  private Logger logger(OutputStream to, int capacity) {
    var appender = new AsyncLogAppender(to);
    appender.setContext(context);
    appender.setCapacity(capacity);
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(appender);
    return root;
  }

  private JsonObject line() {
    List<JsonObject> lines = lines();
    assertThat(lines).hasSize(1);
    return lines.getFirst();
  }

  /** What was written, once the writer has nothing left to write. */
  private List<JsonObject> lines() {
    context.stop();
    return out.toString(StandardCharsets.UTF_8).lines().map(JsonObject::new).toList();
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
