package com.honeydue.storage;

import com.honeydue.config.S3Settings;
import com.honeydue.telemetry.Telemetry;
import com.honeydue.telemetry.UploadSpan;
import io.netty.channel.EventLoopGroup;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Files in a bucket of an S3. Files are removed one by one: the request that removes many wants a
 * checksum that not every S3 takes.
 */
final class S3Storage implements Storage {

  private static final int PAGE = 1_000;
  private static final int ENDING_SECONDS = 5;
  private static final int REMOVALS_AT_A_TIME = 8;

  /** How much of a file is in memory while it is sent. */
  static final int CHUNK_BYTES = 64 * 1024;

  private final Vertx vertx;
  private final S3Settings settings;
  private final Telemetry telemetry;
  private final EventLoopGroup loops;
  private final S3AsyncClient client;
  private final S3Presigner presigner;
  private final StorageMeters meters;
  private final S3Calls calls;

  S3Storage(Vertx vertx, S3Settings settings, Telemetry telemetry) {
    this.vertx = vertx;
    this.settings = settings;
    this.telemetry = telemetry;
    this.loops = S3Client.loops();
    this.client = S3Client.client(settings, loops);
    this.presigner = S3Client.presigner(settings);
    this.meters = new StorageMeters(telemetry, settings.bucket());
    this.calls = new S3Calls(vertx, settings, meters);
  }

  @Override
  public Future<Void> put(String key, Content content) {
    Keys.checked(key);
    var span = UploadSpan.upload(telemetry, settings.bucket(), content.length());
    long began = System.nanoTime();
    Future<?> stored =
        content instanceof Content.OfFile file && file.length() > settings.partBytes()
            ? new S3Multipart(client, calls, settings, span, key, file).send()
            : single(span, key, content);
    return span.until(stored)
        .onComplete((done, error) -> meters.put(content.length(), began, error == null))
        .mapEmpty();
  }

  private Future<?> single(UploadSpan span, String key, Content content) {
    return calls.send(
        span,
        "PutObject",
        () ->
            client.putObject(
                put ->
                    put.bucket(settings.bucket())
                        .key(key)
                        .contentType(content.mediaType())
                        .contentLength(content.length()),
                body(content)));
  }

  private static AsyncRequestBody body(Content content) {
    return switch (content) {
      case Content.OfBytes bytes ->
          AsyncRequestBody.fromByteBufferUnsafe(ByteBuffer.wrap(bytes.bytes().getBytes()));
      case Content.OfFile file ->
          AsyncRequestBody.fromFile(it -> it.path(file.path()).chunkSizeInBytes(CHUNK_BYTES));
    };
  }

  @Override
  public Future<Download> get(String key, ByteRange range) {
    Keys.checked(key);
    var request = GetObjectRequest.builder().bucket(settings.bucket()).key(key);
    if (!range.isAll()) {
      request.range(
          "bytes="
              + range.first()
              + '-'
              + (range.last() == Long.MAX_VALUE ? "" : Long.toString(range.last())));
    }
    var context = ((VertxInternal) vertx).getOrCreateContext();
    return calls.send(
        UploadSpan.none(telemetry),
        "GetObject",
        () -> client.getObject(request.build(), new S3Download(context)));
  }

  @Override
  public Future<Void> remove(Collection<String> keys) {
    var left = List.copyOf(keys).iterator();
    List<Future<Void>> chains =
        Stream.generate(() -> removeNext(left))
            .limit(Math.min(REMOVALS_AT_A_TIME, keys.size()))
            .toList();
    return Future.join(chains).mapEmpty();
  }

  /** Several of these share what is left; all of them run on the caller's context. */
  private Future<Void> removeNext(Iterator<String> left) {
    if (!left.hasNext()) {
      return Future.succeededFuture();
    }
    String key = Keys.checked(left.next());
    return calls
        .send(
            UploadSpan.none(telemetry),
            "DeleteObject",
            () -> client.deleteObject(it -> it.bucket(settings.bucket()).key(key)))
        .compose(gone -> removeNext(left));
  }

  @Override
  public Future<Listing> list(String prefix, String after) {
    return calls
        .send(
            UploadSpan.none(telemetry),
            "ListObjectsV2",
            () ->
                client.listObjectsV2(
                    it ->
                        it.bucket(settings.bucket())
                            .prefix(prefix)
                            .startAfter(after.isEmpty() ? null : after)
                            .maxKeys(PAGE)))
        .map(
            answer ->
                new Listing(
                    answer.contents().stream()
                        .map(it -> new Listing.Item(it.key(), it.lastModified()))
                        .toList(),
                    Boolean.TRUE.equals(answer.isTruncated())));
  }

  @Override
  public String link(String key, Delivery delivery, Duration life) {
    Keys.checked(key);
    return presigner
        .presignGetObject(
            link ->
                link.signatureDuration(life)
                    .getObjectRequest(
                        get ->
                            get.bucket(settings.bucket())
                                .key(key)
                                .responseContentType(delivery.mediaType())
                                .responseContentDisposition(delivery.disposition())))
        .url()
        .toString();
  }

  @Override
  public boolean isLocal() {
    return false;
  }

  @Override
  public Future<Void> close() {
    calls.close();
    presigner.close();
    return vertx
        .executeBlocking(
            () -> {
              client.close();
              return client;
            })
        .eventually(this::endLoops)
        .mapEmpty();
  }

  private Future<Void> endLoops() {
    Promise<Void> ended = Promise.promise();
    loops
        .shutdownGracefully(0, ENDING_SECONDS, TimeUnit.SECONDS)
        .addListener(done -> ended.complete());
    return ended.future();
  }
}
