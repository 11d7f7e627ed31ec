package com.honeydue.http;

import com.honeydue.bus.Failure;
import com.honeydue.storage.ByteRange;
import com.honeydue.storage.Delivery;
import com.honeydue.storage.Download;
import com.honeydue.storage.StoredFile;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/**
 * Answers that are files: where the file is, if others can serve it, else the file itself, whole or
 * in part. Lives on one event loop.
 */
final class FileAnswers {

  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
  private static final CharSequence DISPOSITION =
      HttpHeaders.createOptimized("content-disposition");
  private static final CharSequence SECURITY_POLICY =
      HttpHeaders.createOptimized("content-security-policy");

  /** Whatever is in the file, a browser that opens it runs nothing of it and loads nothing. */
  private static final CharSequence NOTHING_RUNS =
      HttpHeaders.createOptimized("default-src 'none'; sandbox");

  private static final CharSequence BYTES = HttpHeaders.createOptimized("bytes");

  private final Files files;

  FileAnswers(Files files) {
    this.files = files;
  }

  /** Answers with {@code file}, whose tag is {@code tag}. */
  void send(Exchange exchange, StoredFile file, @Nullable String tag) {
    if (files.storage().isLocal()) {
      stream(exchange, file.key(), file.delivery(), tag);
      return;
    }
    exchange
        .header(
            HttpHeaders.LOCATION,
            files.storage().link(file.key(), file.delivery(), files.linkLifetime()))
        .send(302, tag);
  }

  /** Answers whoever has a link of ours. */
  void sendLinked(Exchange exchange, String token) {
    if (!exchange.takePlace()) {
      exchange.fail(OperationEndpoint.overloaded());
      return;
    }
    try {
      var link = files.links().open(token);
      exchange.header(HttpHeaders.CACHE_CONTROL, NO_STORE);
      stream(exchange, link.key(), link.delivery(), null);
    } catch (Failure refused) {
      exchange.fail(refused);
    }
  }

  private void stream(Exchange exchange, String key, Delivery delivery, @Nullable String tag) {
    files
        .storage()
        .get(key, ByteRange.ALL)
        .onComplete(
            (whole, error) -> {
              if (error != null) {
                exchange.fail(error);
              } else {
                part(exchange, key, delivery, tag, whole);
              }
            });
  }

  private void part(
      Exchange exchange, String key, Delivery delivery, @Nullable String tag, Download whole) {
    var request = exchange.request();
    ByteRange range = Ranges.of(request.headers(), tag, whole.total());
    if (range == null || request.method().equals(HttpMethod.HEAD)) {
      answer(exchange, 200, delivery, tag, whole);
      return;
    }
    whole.close();
    exchange.header(HttpHeaders.CONTENT_RANGE, Ranges.header(range, whole.total()));
    if (range.first() >= whole.total()) {
      exchange.fail(Problem.of(416, "range_not_satisfiable", "The file is not as long as that."));
      return;
    }
    files
        .storage()
        .get(key, range)
        .onComplete(
            (part, error) -> {
              if (error != null) {
                exchange.fail(error);
              } else {
                answer(exchange, 206, delivery, tag, part);
              }
            });
  }

  private static void answer(
      Exchange exchange, int status, Delivery delivery, @Nullable String tag, Download file) {
    exchange
        .header(HttpHeaders.ACCEPT_RANGES, BYTES)
        .header(DISPOSITION, delivery.disposition())
        .header(SECURITY_POLICY, NOTHING_RUNS)
        .stream(status, delivery.mediaType(), tag, file);
  }
}
