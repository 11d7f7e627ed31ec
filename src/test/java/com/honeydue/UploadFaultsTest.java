package com.honeydue;

import static com.honeydue.FileClient.code;
import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.Directories;
import com.honeydue.testing.Eventually;
import com.honeydue.testing.RecordingPeer;
import com.honeydue.testing.SampleFiles;
import com.honeydue.testing.TestS3;
import com.honeydue.testing.TestServer;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What somebody who brings a file is told when the S3 is not well, and what is left then. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UploadFaultsTest {

  private static final byte[] PICTURE = SampleFiles.picture("jpg", 640, 480);
  private static final Path SPOOL = Directories.temporary("spool");

  private final RecordingPeer peer = new RecordingPeer();
  private final TestServer server = TestServer.start(settings());
  private final FileClient anna = FileClient.signedUp(server);

  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(TestS3.environment(peer.endpoint()));
    settings.put("STORAGE_S3_IDLE_TIMEOUT", "300ms");
    settings.put("STORAGE_S3_ATTEMPT_TIMEOUT", "2s");
    settings.put("STORAGE_S3_DEADLINE", "10s");
    settings.put("STORAGE_S3_ATTEMPTS", "2");
    settings.put("STORAGE_S3_BREAK_AFTER", "1000");
    settings.put("STORAGE_UPLOADS_SPOOL_DIRECTORY", SPOOL.toString());
    return settings;
  }

  @AfterEach
  void forget() {
    peer.answer(RecordingPeer::ok);
    peer.seen.clear();
  }

  @AfterAll
  void close() {
    server.close();
    peer.close();
  }

  /** Files are put as {@code how} says; all else goes well. */
  private void puts(Handler<HttpServerRequest> how) {
    peer.answer(
        request -> {
          if (request.method().equals(HttpMethod.PUT)) {
            how.handle(request);
          } else {
            RecordingPeer.ok(request);
          }
        });
  }

  private void expectRefusalThatLeavesNothing(String kind, byte[] file) throws IOException {
    var answer = anna.bring(kind, file);

    assertThat(code(answer)).isEqualTo("503 storage_unavailable");
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(server.database().number("select count(*) from upload_upload")).isZero();
    assertThat(server.database().number("select coalesce(sum(used), 0) from subscription_usage"))
        .as("no room is taken")
        .isZero();
    try (var left = Files.list(SPOOL)) {
      assertThat(left).isEmpty();
    }
    Eventually.until(
        "what may be there is removed",
        () -> peer.seen.stream().anyMatch(it -> it.method().equals("DELETE")));
  }

  @Test
  void anS3ThatIsBusyShouldBeTriedAgainAndThenGivenUp() throws IOException {
    puts(request -> request.response().setStatusCode(503).end());

    expectRefusalThatLeavesNothing("image", PICTURE);
  }

  @Test
  void anS3ThatStallsShouldBeGivenUp() throws IOException {
    puts(HttpServerRequest::pause);

    expectRefusalThatLeavesNothing("image", PICTURE);
  }

  @Test
  void anS3ThatResetsInTheMiddleShouldBeGivenUp() throws IOException {
    puts(request -> request.handler(chunk -> request.connection().close()));

    expectRefusalThatLeavesNothing("document", SampleFiles.pdf(4 << 20));
  }

  @Test
  void anS3ThatFailsAtTheThumbnailShouldNotKeepThePicture() throws IOException {
    var puts = new AtomicInteger();
    puts(
        request -> {
          if (puts.incrementAndGet() == 1) {
            RecordingPeer.ok(request);
          } else {
            request.response().setStatusCode(500).end();
          }
        });

    expectRefusalThatLeavesNothing("image", PICTURE);
    Eventually.until(
        "both are removed",
        () -> peer.seen.stream().filter(it -> it.method().equals("DELETE")).count() == 2);
  }

  @Test
  void aPartThatFailsShouldLeaveNoParts() throws IOException {
    puts(
        request -> {
          if (request.uri().contains("partNumber=2")) {
            request.response().setStatusCode(500).end();
          } else {
            RecordingPeer.ok(request);
          }
        });

    expectRefusalThatLeavesNothing("document", SampleFiles.pdf(11 << 20));
    assertThat(peer.seen)
        .anySatisfy(
            it -> {
              assertThat(it.method()).isEqualTo("DELETE");
              assertThat(it.uri()).contains("uploadId=");
            });
  }

  @Test
  void readersShouldNotNoticeThatTheS3IsAwayUntilTheyFollowTheLink() {
    long id = anna.brought("image", PICTURE);
    peer.answer(request -> request.response().setStatusCode(503).end());
    peer.seen.clear();

    assertThat(anna.send("GET", "/api/media/" + id + "/").statusCode()).isEqualTo(302);
    assertThat(peer.seen).as("a link is signed, not asked for").isEmpty();
    server.database().execute("delete from upload_upload");
    server.database().execute("delete from subscription_usage");
  }
}
