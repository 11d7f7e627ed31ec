package com.honeydue.oidc;

import com.nimbusds.jose.jwk.JWKSet;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gets a provider's keys over HTTP: no redirects, bounded in time and size. Confined to the context
 * of whoever calls.
 */
final class KeyFetch {

  private static final int MOST_BYTES = 64 * 1024;
  private static final int MOST_KEYS = 50;
  private static final Pattern MAX_AGE = Pattern.compile("(?:^|[,\\s])max-age=(\\d{1,9})");

  /** What came, and for how long its sender wants it kept; {@code null} if that is not said. */
  record Fetched(JWKSet keys, @Nullable Duration maxAge) {}

  private final HttpClient client;
  private final String url;
  private final Duration timeout;

  KeyFetch(Vertx vertx, String url, Duration timeout) {
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout((int) timeout.toMillis())
                .setDecompressionSupported(false));
    this.url = url;
    this.timeout = timeout;
  }

  /** Fetches the keys; fails whatever is wrong with the answer. */
  Future<Fetched> fetch() {
    return client
        .request(new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(url))
        .compose(
            request ->
                request
                    .putHeader(HttpHeaders.ACCEPT, "application/json")
                    .send()
                    .compose(this::read)
                    .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .onFailure(error -> request.reset()))
        .timeout(2 * timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Future<Fetched> read(HttpClientResponse response) {
    if (response.statusCode() != 200) {
      return Future.failedFuture("the keys answered " + response.statusCode());
    }
    Promise<Fetched> promise = Promise.promise();
    Buffer body = Buffer.buffer();
    response.handler(
        chunk -> {
          if (body.length() + chunk.length() > MOST_BYTES) {
            promise.tryFail("the keys are too large");
          } else {
            body.appendBuffer(chunk);
          }
        });
    response.exceptionHandler(promise::tryFail);
    response.endHandler(
        end -> {
          try {
            var keys = JWKSet.parse(body.toString());
            if (keys.getKeys().isEmpty() || keys.getKeys().size() > MOST_KEYS) {
              promise.tryFail("there are " + keys.getKeys().size() + " keys");
            } else {
              promise.tryComplete(
                  new Fetched(keys.toPublicJWKSet(), maxAge(response.getHeader("Cache-Control"))));
            }
          } catch (ParseException | RuntimeException unreadable) {
            promise.tryFail(unreadable);
          }
        });
    return promise.future();
  }

  private static @Nullable Duration maxAge(@Nullable String cacheControl) {
    if (cacheControl == null) {
      return null;
    }
    var found = MAX_AGE.matcher(cacheControl);
    return found.find() ? Duration.ofSeconds(Long.parseLong(found.group(1))) : null;
  }

  Future<Void> close() {
    return client.close();
  }
}
