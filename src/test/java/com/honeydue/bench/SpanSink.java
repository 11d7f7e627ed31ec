package com.honeydue.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import java.util.concurrent.atomic.LongAdder;

/**
 * Takes spans in by OTLP/HTTP, so that exporting them costs the server what it costs, and forgets
 * them.
 */
final class SpanSink implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final LongAdder batches = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final HttpServer server;

  SpanSink() {
    server =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  batches.increment();
                  request.handler(part -> bytes.add(part.length()));
                  request.endHandler(
                      end ->
                          request
                              .response()
                              .putHeader("Content-Type", "application/x-protobuf")
                              .end());
                })
            .listen(0, "127.0.0.1")
            .await();
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  @Override
  public String toString() {
    return batches.sum() + " batches of " + bytes.sum() + " bytes in all exported";
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
