package com.honeydue.storage;

import com.honeydue.config.S3Settings;
import com.honeydue.telemetry.UploadSpan;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Sends one file in parts, a few at a time; a part that fails is sent again without the others. If
 * the whole fails, the parts that are there are thrown away. Confined to the context it is made on.
 */
final class S3Multipart {

  private final S3AsyncClient client;
  private final S3Calls calls;
  private final S3Settings settings;
  private final UploadSpan span;
  private final String key;
  private final Content.OfFile file;
  private final @Nullable CompletedPart[] parts;
  private int next;
  private boolean failed;

  S3Multipart(
      S3AsyncClient client,
      S3Calls calls,
      S3Settings settings,
      UploadSpan span,
      String key,
      Content.OfFile file) {
    this.client = client;
    this.calls = calls;
    this.settings = settings;
    this.span = span;
    this.key = key;
    this.file = file;
    this.parts = new CompletedPart[(int) Math.ceilDiv(file.length(), settings.partBytes())];
  }

  Future<?> send() {
    return calls
        .send(
            span,
            "CreateMultipartUpload",
            () ->
                client.createMultipartUpload(
                    it -> it.bucket(settings.bucket()).key(key).contentType(file.mediaType())))
        .compose(
            begun ->
                parts(begun.uploadId())
                    .compose(sent -> complete(begun.uploadId()))
                    .recover(error -> abort(begun.uploadId(), error)));
  }

  private Future<?> parts(String upload) {
    List<Future<?>> chains = new ArrayList<>();
    for (int i = 0; i < Math.min(settings.parallelParts(), parts.length); i++) {
      chains.add(nextPart(upload));
    }
    // All of them: what still runs when the upload is aborted would stay there for ever.
    return Future.join(chains);
  }

  private Future<?> nextPart(String upload) {
    if (failed || next == parts.length) {
      return Future.succeededFuture();
    }
    int part = next++;
    long from = (long) part * settings.partBytes();
    long length = Math.min(settings.partBytes(), file.length() - from);
    return calls
        .send(
            span,
            "UploadPart",
            () ->
                client.uploadPart(
                    it ->
                        it.bucket(settings.bucket())
                            .key(key)
                            .uploadId(upload)
                            .partNumber(part + 1)
                            .contentLength(length),
                    AsyncRequestBody.fromFile(
                        it ->
                            it.path(file.path())
                                .position(from)
                                .numBytesToRead(length)
                                .chunkSizeInBytes(S3Storage.CHUNK_BYTES))))
        .onFailure(error -> failed = true)
        .compose(
            sent -> {
              parts[part] = CompletedPart.builder().partNumber(part + 1).eTag(sent.eTag()).build();
              return nextPart(upload);
            });
  }

  private Future<?> complete(String upload) {
    List<CompletedPart> sent = Arrays.stream(parts).map(Objects::requireNonNull).toList();
    return calls.send(
        span,
        "CompleteMultipartUpload",
        () ->
            client.completeMultipartUpload(
                it ->
                    it.bucket(settings.bucket())
                        .key(key)
                        .uploadId(upload)
                        .multipartUpload(all -> all.parts(sent))));
  }

  /** Whatever becomes of that, the upload has failed with {@code error}. */
  private <T> Future<T> abort(String upload, Throwable error) {
    return calls
        .send(
            span,
            "AbortMultipartUpload",
            () ->
                client.abortMultipartUpload(
                    it -> it.bucket(settings.bucket()).key(key).uploadId(upload)))
        .transform((aborted, unaborted) -> Future.failedFuture(error));
  }
}
