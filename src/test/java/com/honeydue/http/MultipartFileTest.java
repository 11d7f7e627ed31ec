package com.honeydue.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Failure;
import com.honeydue.storage.Intake;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.Form;
import com.honeydue.testing.SampleFiles;
import io.opentelemetry.api.trace.SpanKind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What whoever reads a file is told when it broke before it began to read. */
class MultipartFileTest {

  private final Promise<ReadStream<Buffer>> brought = Promise.promise();
  private final Promise<Void> ready = Promise.promise();
  private final Promise<Throwable> told = Promise.promise();

  /** Makes itself ready, as one that opens a file on disk does, and only then begins to read. */
  private final Intake slow =
      (call, file) -> {
        brought.complete(file);
        return ready.future().compose(opened -> read(file));
      };

  private Future<Intake.Taken> read(ReadStream<Buffer> file) {
    Promise<Intake.Taken> end = Promise.promise();
    file.handler(chunk -> {}).endHandler(all -> told.tryFail("it came whole"));
    file.exceptionHandler(
        error -> {
          told.complete(error);
          end.fail(error);
        });
    file.resume();
    return end.future();
  }

  private static void begin(RawConnection connection) {
    var body = new String(Form.of(SampleFiles.pdf(10_000)), StandardCharsets.ISO_8859_1);
    connection.send(
        "POST /api/things/file/ HTTP/1.1\r\nHost: localhost\r\nAuthorization: Token good\r\n"
            + "Content-Type: %s\r\nContent-Length: %d\r\n\r\n".formatted(Form.TYPE, body.length())
            + body.substring(0, 1_000));
  }

  private static boolean ended(TestEdge edge) {
    return edge.spans.getFinishedSpanItems().stream()
        .anyMatch(span -> span.getKind() == SpanKind.SERVER);
  }

  private void assertTold(TestEdge edge) throws Exception {
    edge.vertx.getOrCreateContext().runOnContext(later -> ready.complete());
    var error = told.future().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    assertThat(error)
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo("multipart_malformed"));
  }

  @Test
  void aClientThatLeftShouldBeToldOf() throws Exception {
    try (var edge = TestEdge.start()) {
      edge.intake = slow;
      try (var connection = new RawConnection(edge.port)) {
        begin(connection);
        TestEdge.await(brought.future());
      }
      Eventually.until("the server has seen it", () -> ended(edge));

      assertTold(edge);
    }
  }

  @Test
  void aDeadlineThatPassedShouldBeToldOf() throws Exception {
    try (var edge = TestEdge.start()) {
      edge.intake = slow;
      try (var connection = new RawConnection(edge.port)) {
        begin(connection);
        assertThat(connection.read().status()).isEqualTo(408);
      }

      assertTold(edge);
    }
  }
}
