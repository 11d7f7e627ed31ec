package com.honeydue.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.Eventually;
import com.honeydue.testing.TestRedis;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.ContextInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisSpanTest {

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final Telemetry telemetry = TelemetryStart.observed(exporter);
  private final Vertx vertx = telemetry.vertx(new VertxOptions()).build();
  private final TestRedis server = TestRedis.create();
  private final Redis redis = Redis.createClient(vertx, server.url());

  @AfterEach
  void stop() throws Exception {
    await(vertx.close());
    server.close();
  }

  @Test
  void aCommandIsASpanWithoutItsArguments() throws Exception {
    await(within(Request.cmd(Command.GET).arg("token:s3cr3t")));

    SpanData get = span("GET");
    assertThat(get.getParentSpanId()).isEqualTo(span("request").getSpanId());
    assertThat(get.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(get.getAttributes().get(Names.Attribute.DB_SYSTEM)).isEqualTo("redis");
    assertThat(get.getAttributes().get(Names.Attribute.DB_OPERATION)).isEqualTo("GET");
    assertThat(get.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(get.toString()).doesNotContain("s3cr3t");
  }

  @Test
  void aRefusedCommandIsAnErrorWithoutItsMessage() throws Exception {
    server.run("SET list text");

    assertThat(within(Request.cmd(Command.LPUSH).arg("list").arg("s3cr3t")).toCompletionStage())
        .completesExceptionallyWithin(10, TimeUnit.SECONDS);

    SpanData push = span("LPUSH");
    assertThat(push.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(push.getStatus().getDescription()).isEmpty();
    assertThat(push.toString()).doesNotContain("s3cr3t");
  }

  @Test
  void commandsOutsideOfATraceMakeNoSpan() throws Exception {
    await(redis.send(Request.cmd(Command.PING)));

    assertThat(exporter.getFinishedSpanItems()).isEmpty();
  }

  /** Sends the command as a request's handler would: on a context of its own, within a span. */
  private Future<Response> within(Request command) {
    var answer = Promise.<Response>promise();
    ContextInternal own = ((ContextInternal) vertx.getOrCreateContext()).duplicate();
    Span span = telemetry.tracer().spanBuilder("request").startSpan();
    ContextLocals.TRACE.put(own, Context.root().with(span));
    own.runOnContext(
        unused -> redis.send(command).onComplete(done -> span.end()).onComplete(answer));
    return answer.future();
  }

  private SpanData span(String name) {
    Eventually.until(
        "a span " + name,
        () -> exporter.getFinishedSpanItems().stream().anyMatch(s -> s.getName().equals(name)));
    return exporter.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
