package com.honeydue.push;

import com.honeydue.config.PushSettings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks Google over HTTP/2, or HTTP/1.1 where that is not spoken: no redirects, bounded in time and
 * size. Thread-safe; answers on the caller's context.
 */
final class Http {

  private static final int MOST_BYTES = 64 * 1024;
  private static final int CONNECTIONS = 4;
  private static final int OLD_CONNECTIONS = 32;

  /**
   * An answer.
   *
   * @param retryAfter the header, if there is one
   */
  record Reply(int status, @Nullable String retryAfter, Buffer body) {

    /** The body as an object; an empty one when it is none. */
    JsonObject json() {
      try {
        return body.toJsonObject();
      } catch (DecodeException | ClassCastException garbage) {
        return new JsonObject();
      }
    }
  }

  private final Vertx vertx;
  private final PushSettings settings;
  private volatile HttpClient client;
  private boolean closed;

  Http(Vertx vertx, PushSettings settings) {
    this.vertx = vertx;
    this.settings = settings;
    this.client = client();
  }

  /**
   * Posts something.
   *
   * @param within fails after that: then the request, wherever it is, goes no further
   */
  Future<Reply> post(
      String url, CharSequence type, @Nullable String bearer, Buffer body, Duration within) {
    var posting = new Posting();
    return client
        .request(
            new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url)
                .setFollowRedirects(false))
        .compose(
            request -> {
              if (!posting.begin(request)) {
                return Future.failedFuture("given up");
              }
              if (bearer != null) {
                request.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + bearer);
              }
              return request
                  .putHeader(HttpHeaders.CONTENT_TYPE, type)
                  .putHeader(HttpHeaders.ACCEPT, "application/json")
                  .send(body)
                  .compose(Http::read);
            })
        .timeout(Math.max(1, within.toMillis()), TimeUnit.MILLISECONDS)
        .onFailure(error -> posting.giveUp());
  }

  /** Later requests open a new connection; those under way still get their answers. */
  synchronized void reconnect() {
    if (closed) {
      return;
    }
    var old = client;
    client = client();
    var unused = old.shutdown(settings.deadline().toMillis(), TimeUnit.MILLISECONDS);
  }

  synchronized Future<Void> close() {
    closed = true;
    return client.close();
  }

  /** A request under way. Confined to the caller's context. */
  private static final class Posting {
    private @Nullable HttpClientRequest request;
    private boolean over;

    boolean begin(HttpClientRequest ready) {
      request = ready;
      if (over) {
        giveUp();
      }
      return !over;
    }

    void giveUp() {
      over = true;
      if (request != null) {
        var unused = request.reset();
      }
    }
  }

  private static Future<Reply> read(HttpClientResponse response) {
    Promise<Reply> promise = Promise.promise();
    Buffer body = Buffer.buffer();
    response.handler(
        chunk -> {
          if (body.length() + chunk.length() > MOST_BYTES) {
            promise.tryFail("the answer is too large");
          } else {
            body.appendBuffer(chunk);
          }
        });
    response.exceptionHandler(promise::tryFail);
    response.endHandler(
        end ->
            promise.tryComplete(
                new Reply(
                    response.statusCode(), response.getHeader(HttpHeaders.RETRY_AFTER), body)));
    return promise.future();
  }

  private HttpClient client() {
    var options =
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setUseAlpn(true)
            .setSsl(true)
            .setConnectTimeout((int) settings.deadline().toMillis())
            .setDecompressionSupported(false)
            // A push has a span of its own, which says more than its HTTP request could.
            .setTracingPolicy(TracingPolicy.IGNORE);
    if (!settings.caFile().isEmpty()) {
      options.setTrustOptions(new PemTrustOptions().addCertPath(settings.caFile()));
    }
    return vertx.createHttpClient(
        options,
        new PoolOptions()
            .setHttp2MaxSize(CONNECTIONS)
            .setHttp1MaxSize(OLD_CONNECTIONS)
            .setMaxWaitQueueSize(-1));
  }
}
