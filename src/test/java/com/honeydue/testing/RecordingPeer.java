package com.honeydue.testing;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Something that takes requests for an S3 and answers as a test says. */
public final class RecordingPeer implements AutoCloseable {

  /** A request's line and its headers, their names in lower case. */
  public record Seen(String method, String uri, Map<String, String> headers) {}

  public final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private volatile Handler<HttpServerRequest> answer = RecordingPeer::ok;

  public RecordingPeer() {
    server =
        OnLoop.await(
            vertx
                .createHttpServer()
                .requestHandler(
                    request -> {
                      Map<String, String> headers = new TreeMap<>();
                      request
                          .headers()
                          .forEach(
                              (name, value) ->
                                  headers.put(name.toLowerCase(java.util.Locale.ROOT), value));
                      seen.add(new Seen(request.method().name(), request.uri(), headers));
                      answer.handle(request);
                    })
                .listen(0, "127.0.0.1"));
  }

  /** From now on requests are answered so. */
  public void answer(Handler<HttpServerRequest> how) {
    answer = how;
  }

  public String endpoint() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  /** As an S3 would, once the body has come. */
  public static void ok(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              String uri = request.uri();
              if (uri.contains("uploads")) {
                end(
                    request,
                    "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>");
              } else if (request.method().name().equals("POST")) {
                end(
                    request,
                    "<CompleteMultipartUploadResult><ETag>e</ETag></CompleteMultipartUploadResult>");
              } else if (uri.contains("list-type")) {
                end(
                    request,
                    "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>");
              } else if (request.method().name().equals("DELETE")) {
                request.response().setStatusCode(204).end();
              } else {
                end(request, "");
              }
            });
  }

  private static void end(HttpServerRequest request, String body) {
    request.response().putHeader("ETag", "\"e\"").end(body);
  }

  @Override
  public void close() {
    OnLoop.await(vertx.close());
  }
}
