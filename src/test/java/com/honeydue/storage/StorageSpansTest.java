package com.honeydue.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.RecordingPeer;
import com.honeydue.testing.TestS3;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The spans of storing: below the request's, though threads of the SDK do the work. */
class StorageSpansTest {

  @TempDir static Path directory;
  private final RecordingPeer peer = new RecordingPeer();
  private final StorageFixture s3 =
      StorageFixture.of(withOneTry(TestS3.environment(peer.endpoint())));

  private static Map<String, String> withOneTry(Map<String, String> environment) {
    environment.put("STORAGE_S3_ATTEMPTS", "1");
    return environment;
  }

  @AfterEach
  void close() {
    s3.close();
    peer.close();
  }

  /** Runs {@code work} as part of a trace; answers with whether the trace was kept to the end. */
  private boolean traced(Function<Storage, Future<?>> work) {
    return s3.call(
        storage -> {
          Span root = s3.telemetry.tracer().spanBuilder("request").startSpan();
          enter(root);
          return work.apply(storage)
              .transform(
                  (done, error) -> {
                    boolean kept = Span.current().equals(root);
                    root.end();
                    return Future.succeededFuture(kept);
                  });
        });
  }

  /** For as long as the context lives, as with a request. */
  @SuppressWarnings("MustBeClosed")
  private static void enter(Span root) {
    var unused = Context.current().with(root).makeCurrent();
  }

  private SpanData span(String name) {
    return s3.spans.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void storingShouldBeASpanWithItsRequestBelow() {
    var file = StorageFixture.file(directory, 100_000);

    boolean kept = traced(storage -> storage.put("a/file", file));

    assertThat(kept).as("what follows is in the trace, too").isTrue();
    assertThat(span("Upload").getParentSpanId()).isEqualTo(span("request").getSpanId());
    assertThat(span("PutObject").getParentSpanId()).isEqualTo(span("Upload").getSpanId());
    assertThat(span("PutObject").getAttributes().asMap().values()).containsExactly(TestS3.BUCKET);
    assertThat(s3.spans.getFinishedSpanItems()).hasSize(3);
  }

  @Test
  void everyPartShouldBeASpan() {
    var file = StorageFixture.file(directory, 11 << 20);

    traced(storage -> storage.put("a/file", file));

    assertThat(s3.spans.getFinishedSpanItems())
        .extracting(SpanData::getName)
        .containsExactlyInAnyOrder(
            "CreateMultipartUpload",
            "UploadPart",
            "UploadPart",
            "UploadPart",
            "CompleteMultipartUpload",
            "Upload",
            "request");
  }

  @Test
  void whatFailsShouldBeMarked() {
    peer.answer(request -> request.response().setStatusCode(503).end());
    var file = StorageFixture.file(directory, 100_000);

    traced(storage -> storage.put("a/file", file));

    assertThat(span("Upload").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span("PutObject").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @Test
  void outsideOfATraceThereShouldBeNoSpans() {
    s3.put("a/file", "x");

    assertThat(s3.spans.getFinishedSpanItems()).isEmpty();
  }
}
