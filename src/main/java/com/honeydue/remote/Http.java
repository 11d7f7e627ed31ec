package com.honeydue.remote;

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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks others over HTTP/2, or HTTP/1.1 where that is not spoken: no redirects, bounded in time and
 * size. Thread-safe; answers on the caller's context.
 */
public final class Http {

  private static final int CONNECTIONS = 4;
  private static final int OLD_CONNECTIONS = 32;

  /**
   * An answer.
   *
   * @param retryAfter the header, if there is one
   * @param date when the other side answered, as it says, if it does
   */
  public record Reply(int status, @Nullable String retryAfter, @Nullable String date, Buffer body) {

    /** The body as an object; an empty one when it is none. */
    public JsonObject json() {
      try {
        return body.toJsonObject();
      } catch (DecodeException | ClassCastException garbage) {
        return new JsonObject();
      }
    }
  }

  private final Vertx vertx;
  private final String caFile;
  private final Duration deadline;
  private final int mostBytes;
  private volatile HttpClient client;
  private boolean closed;

  /**
   * A way to others.
   *
   * @param caFile PEM file of the authorities that they must have their certificates from; empty
   *     takes those of the JVM
   * @param deadline how long connecting may take, and what is under way when connections are given
   *     up
   * @param mostBytes a longer answer is refused
   */
  public Http(Vertx vertx, String caFile, Duration deadline, int mostBytes) {
    this.vertx = vertx;
    this.caFile = caFile;
    this.deadline = deadline;
    this.mostBytes = mostBytes;
    this.client = client();
  }

  /**
   * Posts something.
   *
   * @param within fails after that: then the request, wherever it is, goes no further
   */
  public Future<Reply> post(
      String url, CharSequence type, @Nullable String bearer, Buffer body, Duration within) {
    return ask(
        HttpMethod.POST,
        url,
        bearer,
        within,
        request -> request.putHeader(HttpHeaders.CONTENT_TYPE, type).send(body));
  }

  /** Gets something; as {@link #post}. */
  public Future<Reply> get(String url, String bearer, Duration within) {
    return ask(HttpMethod.GET, url, bearer, within, HttpClientRequest::send);
  }

  private Future<Reply> ask(
      HttpMethod method,
      String url,
      @Nullable String bearer,
      Duration within,
      Function<HttpClientRequest, Future<HttpClientResponse>> send) {
    var asking = new Asking();
    return client
        .request(
            new RequestOptions().setMethod(method).setAbsoluteURI(url).setFollowRedirects(false))
        .compose(
            request -> {
              if (!asking.begin(request)) {
                return Future.failedFuture("given up");
              }
              if (bearer != null) {
                request.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + bearer);
              }
              request.putHeader(HttpHeaders.ACCEPT, "application/json");
              return send.apply(request).compose(this::read);
            })
        .timeout(Math.max(1, within.toMillis()), TimeUnit.MILLISECONDS)
        .onFailure(error -> asking.giveUp());
  }

  /** Later requests open a new connection; those under way still get their answers. */
  public synchronized void reconnect() {
    if (closed) {
      return;
    }
    var old = client;
    client = client();
    var unused = old.shutdown(deadline.toMillis(), TimeUnit.MILLISECONDS);
  }

  public synchronized Future<Void> close() {
    closed = true;
    return client.close();
  }

  /** A request under way. Confined to the caller's context. */
  private static final class Asking {
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

  private Future<Reply> read(HttpClientResponse response) {
    Promise<Reply> promise = Promise.promise();
    Buffer body = Buffer.buffer();
    response.handler(
        chunk -> {
          if (body.length() + chunk.length() > mostBytes) {
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
                    response.statusCode(),
                    response.getHeader(HttpHeaders.RETRY_AFTER),
                    response.getHeader(HttpHeaders.DATE),
                    body)));
    return promise.future();
  }

  private HttpClient client() {
    var options =
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setUseAlpn(true)
            .setSsl(true)
            .setConnectTimeout((int) deadline.toMillis())
            .setDecompressionSupported(false)
            // A question has a span of its own, which says more than its HTTP request could.
            .setTracingPolicy(TracingPolicy.IGNORE);
    if (!caFile.isEmpty()) {
      options.setTrustOptions(new PemTrustOptions().addCertPath(caFile));
    }
    return vertx.createHttpClient(
        options,
        new PoolOptions()
            .setHttp2MaxSize(CONNECTIONS)
            .setHttp1MaxSize(OLD_CONNECTIONS)
            .setMaxWaitQueueSize(-1));
  }
}
