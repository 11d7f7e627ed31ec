package com.honeydue.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.honeydue.bus.Failure;
import com.honeydue.telemetry.StorageNames;
import com.honeydue.testing.TestS3;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for files wherever they are kept. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StorageTest {

  enum Kind {
    DIRECTORY,
    S3
  }

  private static final AtomicInteger KEYS = new AtomicInteger();
  private static final int SEVERAL_PARTS = 12 * 1024 * 1024 + 345;

  @TempDir static Path directory;
  private final TestS3 server = TestS3.start();
  private StorageFixture kept;
  private StorageFixture s3;

  @BeforeAll
  void open() {
    kept =
        StorageFixture.of(Map.of("STORAGE_DIRECTORY", directory.resolve("kept/files").toString()));
    s3 = StorageFixture.of(server.environment());
  }

  @AfterAll
  void close() {
    kept.close();
    s3.close();
    server.close();
  }

  private StorageFixture of(Kind kind) {
    return kind == Kind.S3 ? s3 : kept;
  }

  /** Of a key that no other test has. */
  private static String key() {
    return "some/key-" + KEYS.incrementAndGet();
  }

  @ParameterizedTest
  @EnumSource
  void whatWasKeptShouldBeReadAgainWholeAndInPart(Kind kind) {
    var storage = of(kind);
    String key = key();

    storage.put(key, "0123456789");

    assertThat(storage.text(key)).isEqualTo("0123456789");
    assertThat(storage.read(key, new ByteRange(2, 4))).hasToString("234");
    assertThat(storage.read(key, new ByteRange(7, Long.MAX_VALUE))).hasToString("789");
    var part = storage.call(it -> it.get(key, new ByteRange(2, 4)));
    assertThat(part.length()).isEqualTo(3);
    assertThat(part.total()).isEqualTo(10);
    storage.call(
        it -> {
          part.close();
          return Future.succeededFuture();
        });
  }

  @ParameterizedTest
  @EnumSource
  void aFileOfSeveralPartsShouldArriveAsItIs(Kind kind) {
    var storage = of(kind);
    var file = StorageFixture.file(directory, SEVERAL_PARTS);
    String key = key();

    storage.call(it -> it.put(key, file));

    assertThat(storage.read(key, ByteRange.ALL)).isEqualTo(StorageFixture.bytes(file));
    assertThat(storage.call(it -> it.list(key, "")).items()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotThereShouldBeSaidSo(Kind kind) {
    var storage = of(kind);
    String key = key();

    assertThat(storage.failure(it -> it.get(key, ByteRange.ALL)))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.NOT_FOUND));
    storage.call(it -> it.remove(List.of(key, key())));
    assertThat(storage.call(it -> it.list("nowhere/", "")).items()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whatWasRemovedShouldBeGone(Kind kind) {
    var storage = of(kind);
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      keys.add("removed/key-" + KEYS.incrementAndGet());
      storage.put(keys.getLast(), "x");
    }

    storage.call(it -> it.remove(keys.subList(0, 19)));

    assertThat(keysOf(storage, "removed/", "")).containsExactly(keys.getLast());
  }

  @ParameterizedTest
  @EnumSource
  void keysShouldBeListedInOrderAndByPage(Kind kind) {
    var storage = of(kind);
    for (String name : List.of("b", "a", "c")) {
      storage.put("listed/" + name, "x");
    }
    storage.put("listed-elsewhere/a", "x");

    assertThat(keysOf(storage, "listed/", "")).containsExactly("listed/a", "listed/b", "listed/c");
    assertThat(keysOf(storage, "listed/", "listed/a")).containsExactly("listed/b", "listed/c");
    assertThat(storage.call(it -> it.list("listed/", "")).more()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void aKeyShouldLeadNowhereElse(Kind kind) {
    var storage = of(kind).storage;

    for (String key : List.of("../x", "a/../x", "/etc/x", "a//x", "", "A", "a\u0000", "a/.x")) {
      assertThatThrownBy(() -> storage.link(key, new Delivery("text/plain", null), Duration.ZERO))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void answersShouldComeOnTheCallersContextAndBlockNoEventLoop(Kind kind) {
    var storage = of(kind);
    String key = key();

    var file = StorageFixture.file(directory, SEVERAL_PARTS);

    var contexts =
        storage.call(
            it -> {
              var asking = Vertx.currentContext();
              return it.put(key, file).map(put -> List.of(asking, Vertx.currentContext()));
            });

    assertThat(contexts.getFirst()).isSameAs(contexts.getLast());
  }

  @ParameterizedTest
  @EnumSource
  void whatIsStoredShouldBeMeasured(Kind kind) {
    var storage = of(kind);
    String bucket = kind == Kind.S3 ? TestS3.BUCKET : "directory";
    storage.put(key(), "0123456789");
    double files = storage.meter(StorageNames.Metric.UPLOAD, "bucket", bucket, "result", "ok");
    double bytes =
        storage.meter(StorageNames.Metric.UPLOAD_BYTES, "bucket", bucket, "result", "ok");

    storage.put(key(), "0123456789");

    assertThat(storage.meter(StorageNames.Metric.UPLOAD, "bucket", bucket, "result", "ok"))
        .isEqualTo(files + 1);
    assertThat(storage.meter(StorageNames.Metric.UPLOAD_BYTES, "bucket", bucket, "result", "ok"))
        .isEqualTo(bytes + 10);
  }

  @Test
  void aFileThatChangesWhileItIsKeptShouldLeaveNothing() {
    var file = StorageFixture.file(directory, 1000);
    var wrong = new Content.OfFile(file.path(), 999, file.mediaType());
    String key = key();

    assertThat(kept.failure(it -> it.put(key, wrong))).isInstanceOf(Failure.class);

    assertThat(kept.failure(it -> it.get(key, ByteRange.ALL))).isInstanceOf(Failure.class);
    assertThat(directory.resolve("kept/files/some"))
        .satisfiesAnyOf(
            none -> assertThat(none).doesNotExist(),
            some ->
                assertThat(some).isDirectoryNotContaining(it -> it.toString().endsWith(".PART")));
  }

  @Test
  void aDirectoryThatCannotBeWrittenShouldRefuseToStart() throws Exception {
    Path file = Files.writeString(directory.resolve("occupied"), "");

    assertThatThrownBy(() -> StorageFixture.of(Map.of("STORAGE_DIRECTORY", file.toString())))
        .hasMessageContaining("storage.directory");
  }

  @Test
  void aPresignedLinkShouldReadTheFile() throws Exception {
    String key = key();
    s3.put(key, "for whoever has the link");

    String link = s3.storage.link(key, new Delivery("text/plain", "it.txt"), Duration.ofMinutes(5));

    try (var client = HttpClient.newHttpClient()) {
      var answer =
          client.send(HttpRequest.newBuilder(URI.create(link)).build(), BodyHandlers.ofString());
      assertThat(answer.body()).isEqualTo("for whoever has the link");
    }
  }

  private static List<String> keysOf(StorageFixture storage, String prefix, String after) {
    return storage.call(it -> it.list(prefix, after)).items().stream()
        .map(Listing.Item::key)
        .toList();
  }
}
