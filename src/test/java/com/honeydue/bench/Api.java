package com.honeydue.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A caller of the server under measurement; blocking. One connection, kept alive. */
final class Api implements Caller {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final String base;

  Api(int port) {
    this.base = "http://127.0.0.1:" + port;
  }

  /** The answer, whatever its status. */
  HttpResponse<String> send(Request request) {
    return send(request, null);
  }

  /** The same on condition that it is not what the caller holds under that tag already. */
  HttpResponse<String> send(Request request, @Nullable String tag) {
    var builder =
        HttpRequest.newBuilder(URI.create(base + request.path()))
            .timeout(PATIENCE)
            .method(request.method(), request.publisher());
    String type = request.type();
    if (type != null) {
      builder.header("Content-Type", type);
    }
    String authorization = request.authorization();
    if (authorization != null) {
      builder.header("Authorization", authorization);
    }
    if (tag != null) {
      builder.header("If-None-Match", tag);
    }
    try {
      return client.send(builder.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(request.method() + " " + request.path(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public JsonObject call(Request request) {
    var answer = send(request);
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException(
          request.method()
              + " "
              + request.path()
              + " answered "
              + answer.statusCode()
              + ": "
              + answer.body());
    }
    return answer.body().startsWith("{") ? new JsonObject(answer.body()) : new JsonObject();
  }
}
