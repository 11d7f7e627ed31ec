package com.honeydue.testing;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server that speaks HTTP/2 over TLS on this machine, with the certificate of {@link
 * TestCertificate}. Answers as its subclass does. Thread-safe; its handlers run on an event loop of
 * its own.
 */
abstract class HttpsPeer implements AutoCloseable {

  private static final long MANY_STREAMS = 5_000;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final HttpServer server;
  private final Set<HttpConnection> open = ConcurrentHashMap.newKeySet();
  private final List<HttpConnection> all = new CopyOnWriteArrayList<>();

  HttpsPeer() {
    server =
        OnLoop.await(
            vertx
                .createHttpServer(
                    new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(0)
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
                        .setInitialSettings(
                            new Http2Settings().setMaxConcurrentStreams(MANY_STREAMS))
                        .setKeyCertOptions(TestCertificate.shared().options()))
                .connectionHandler(this::connected)
                .requestHandler(this::requested)
                .listen());
  }

  abstract void requested(HttpServerRequest request, Buffer body);

  /** {@code https://localhost:port} */
  public String url() {
    return "https://localhost:" + server.actualPort();
  }

  /** How many connections there have been. */
  public int connections() {
    return all.size();
  }

  /** Cuts every connection, whatever is under way on it. */
  public void cut() {
    open.forEach(HttpConnection::close);
  }

  /** Tells every client that its connection is going away. */
  public void goAway() {
    open.forEach(connection -> connection.goAway(0));
  }

  /** Answers with JSON. */
  public static void answer(HttpServerRequest request, int status, String json) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(json);
  }

  private void connected(HttpConnection connection) {
    all.add(connection);
    open.add(connection);
    connection.closeHandler(closed -> open.remove(connection));
  }

  private void requested(HttpServerRequest request) {
    request.response().exceptionHandler(gone -> {});
    request.body().onSuccess(body -> requested(request, body));
  }

  @Override
  public void close() {
    OnLoop.await(vertx.close());
  }
}
