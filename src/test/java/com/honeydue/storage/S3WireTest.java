package com.honeydue.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.honeydue.testing.RecordingPeer;
import com.honeydue.testing.TestS3;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes over the wire to an S3. */
class S3WireTest {

  @TempDir static Path directory;
  private final RecordingPeer peer = new RecordingPeer();
  private final StorageFixture s3 = StorageFixture.of(TestS3.environment(peer.endpoint()));

  @AfterEach
  void close() {
    s3.close();
    peer.close();
  }

  @Test
  void noRequestShouldCarryAChecksumOrAnEncodingThatOtherStoresRefuse() {
    s3.put("a/small", "small");
    var small = StorageFixture.file(directory, 70_000);
    s3.call(it -> it.put("a/file", small));
    var large = StorageFixture.file(directory, 6 << 20);
    s3.call(it -> it.put("a/large", large));
    peer.answer(request -> request.response().end("content"));
    assertThat(s3.text("a/small")).isEqualTo("content");
    peer.answer(RecordingPeer::ok);
    s3.call(it -> it.list("a/", ""));
    s3.call(it -> it.remove(List.of("a/small")));

    assertThat(peer.seen)
        .extracting(RecordingPeer.Seen::method)
        .contains("PUT", "POST", "GET", "DELETE");
    assertThat(peer.seen)
        .allSatisfy(
            request -> {
              assertThat(request.headers().keySet())
                  .noneMatch(name -> name.contains("checksum") || name.contains("trailer"))
                  .doesNotContain("content-encoding", "x-amz-decoded-content-length");
              assertThat(request.headers().getOrDefault("x-amz-content-sha256", ""))
                  .doesNotStartWith("STREAMING");
              assertThat(request.headers().get("authorization")).startsWith("AWS4-HMAC-SHA256 ");
              assertThat(request.uri().toLowerCase(Locale.ROOT)).doesNotContain("checksum");
            });
  }

  @Test
  void theLengthShouldBeSaidBeforehand() {
    s3.put("a/small", "small");
    var large = StorageFixture.file(directory, (6 << 20) + 1);
    s3.call(it -> it.put("a/large", large));

    assertThat(peer.seen)
        .filteredOn(request -> request.method().equals("PUT"))
        .extracting(request -> request.headers().get("content-length"))
        .containsExactlyInAnyOrder("5", "5242880", "1048577");
  }

  @Test
  void theTypeShouldBeSaid() {
    s3.call(it -> it.put("a/picture", new Content.OfBytes(Buffer.buffer("it"), "image/jpeg")));

    assertThat(peer.seen.getFirst().headers()).containsEntry("content-type", "image/jpeg");
    assertThat(peer.seen.getFirst().uri()).isEqualTo("/" + TestS3.BUCKET + "/a/picture");
  }
}
