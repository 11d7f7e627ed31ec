package com.honeydue.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.bus.Failure;
import com.honeydue.telemetry.StorageNames;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.RecordingPeer;
import com.honeydue.testing.TestS3;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** An S3 that stalls, resets, refuses and lies. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3FaultsTest {

  private static final int SEVERAL_PARTS = 11 << 20;

  @TempDir static Path directory;
  private final RecordingPeer peer = new RecordingPeer();
  private final StorageFixture s3 = StorageFixture.of(environment("1000"));

  private Map<String, String> environment(String breakAfter) {
    Map<String, String> environment = new HashMap<>(TestS3.environment(peer.endpoint()));
    environment.put("STORAGE_S3_IDLE_TIMEOUT", "300ms");
    environment.put("STORAGE_S3_ATTEMPT_TIMEOUT", "2s");
    environment.put("STORAGE_S3_DEADLINE", "10s");
    environment.put("STORAGE_S3_ATTEMPTS", "2");
    environment.put("STORAGE_S3_BREAK_AFTER", breakAfter);
    environment.put("STORAGE_S3_BREAK_FOR", "200ms");
    return environment;
  }

  private static Content.OfFile file(int length) {
    return StorageFixture.file(directory, length);
  }

  @AfterEach
  void forget() {
    peer.seen.clear();
    peer.answer(RecordingPeer::ok);
  }

  @AfterAll
  void close() {
    s3.close();
    peer.close();
  }

  private void unavailable(Throwable error) {
    assertThat(error)
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
              assertThat(failure.code()).isEqualTo("storage_unavailable");
            });
  }

  @Test
  void onePeerThatIsBusyOnceShouldBeTriedAgain() {
    var requests = new AtomicInteger();
    peer.answer(
        request -> {
          if (requests.incrementAndGet() == 1) {
            request.response().setStatusCode(503).end();
          } else {
            RecordingPeer.ok(request);
          }
        });

    var file = file(100_000);
    s3.call(it -> it.put("a/file", file));

    assertThat(requests).hasValue(2);
  }

  @Test
  void onePeerThatIsAlwaysBusyShouldBeGivenUp() {
    peer.answer(request -> request.response().setStatusCode(503).end());

    var file = file(100_000);
    unavailable(s3.failure(it -> it.put("a/file", file)));

    assertThat(peer.seen).hasSize(2);
    assertThat(s3.meter(StorageNames.Metric.UPLOAD, "result", "error")).isPositive();
  }

  @Test
  void onePeerThatStallsShouldBeGivenUp() {
    peer.answer(HttpServerRequest::pause);

    var file = file(4 << 20);
    unavailable(s3.failure(it -> it.put("a/file", file)));
    unavailable(s3.failure(it -> it.get("a/file", ByteRange.ALL)));
  }

  @Test
  void onePeerThatResetsInTheMiddleOfABodyShouldBeGivenUp() {
    peer.answer(request -> request.handler(chunk -> request.connection().close()));

    var file = file(4 << 20);
    unavailable(s3.failure(it -> it.put("a/file", file)));
  }

  @Test
  void partsShouldBeThrownAwayWhenOneOfThemFails() {
    peer.answer(
        request -> {
          if (request.uri().contains("partNumber=2")) {
            request.response().setStatusCode(500).end();
          } else {
            RecordingPeer.ok(request);
          }
        });

    var file = file(SEVERAL_PARTS);
    unavailable(s3.failure(it -> it.put("a/file", file)));

    assertThat(peer.seen.getLast().method()).isEqualTo("DELETE");
    assertThat(peer.seen.getLast().uri()).endsWith("/a/file?uploadId=u1");
    assertThat(peer.seen)
        .filteredOn(request -> request.method().equals("POST"))
        .as("the upload was never completed")
        .hasSize(1);
  }

  @Test
  void aPartThatFailsOnceShouldBeSentAgainAlone() {
    var tries = new AtomicInteger();
    peer.answer(
        request -> {
          if (request.uri().contains("partNumber=2") && tries.incrementAndGet() == 1) {
            request.response().setStatusCode(500).end();
          } else {
            RecordingPeer.ok(request);
          }
        });

    var file = file(SEVERAL_PARTS);
    s3.call(it -> it.put("a/file", file));

    assertThat(peer.seen)
        .filteredOn(request -> request.uri().contains("partNumber"))
        .as("three parts, one of them twice")
        .hasSize(4);
  }

  @Test
  void aFileThatIsShorterThanWasSaidShouldNotPassForWhole() {
    peer.answer(
        request -> {
          request.response().putHeader("Content-Length", "1000").write("only this");
          request.response().exceptionHandler(gone -> {});
          peer.answer(HttpServerRequest::pause);
          request.connection().close();
        });

    assertThat(s3.failure(it -> it.get("a/file", ByteRange.ALL).compose(StorageFixture::drain)))
        .isNotNull();
  }

  @Test
  void afterTooManyFailuresNothingShouldBeAskedForAWhile() {
    var s3 = StorageFixture.of(environment("3"));
    peer.answer(request -> request.response().setStatusCode(500).end());
    for (int i = 0; i < 3; i++) {
      unavailable(s3.failure(it -> it.get("a/file", ByteRange.ALL)));
    }
    int asked = peer.seen.size();
    assertThat(s3.meter(StorageNames.Metric.STORAGE_CIRCUIT)).isEqualTo(1);
    peer.answer(RecordingPeer::ok);

    Eventually.until(
        "it is asked again",
        () -> {
          try {
            s3.put("a/file", "x");
            return true;
          } catch (Failure open) {
            assertThat(peer.seen).hasSize(asked);
            return false;
          }
        });
    assertThat(s3.meter(StorageNames.Metric.STORAGE_CIRCUIT)).isZero();
    s3.close();
  }

  @Test
  void whatIsMissingShouldNotCountAsAFailureOfTheStorage() {
    peer.answer(request -> request.response().setStatusCode(404).end());

    for (int i = 0; i < 5; i++) {
      assertThat(s3.failure(it -> it.get("a/file", ByteRange.ALL)))
          .isInstanceOfSatisfying(
              Failure.class,
              failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.NOT_FOUND));
    }
  }
}
