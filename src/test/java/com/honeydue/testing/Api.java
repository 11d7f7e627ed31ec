package com.honeydue.testing;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A client that holds every answer against the published contract. Immutable; any thread may use
 * it, no event loop.
 */
public final class Api {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient client;
  private final URI server;
  private final ContractCheck check;
  private final Map<String, String> headers;

  private Api(HttpClient client, URI server, ContractCheck check, Map<String, String> headers) {
    this.client = client;
    this.server = server;
    this.check = check;
    this.headers = Map.copyOf(headers);
  }

  /**
   * An anonymous client of the server at {@code http://host:port}, which publishes its contract.
   */
  public static Api of(URI server) {
    var client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    try {
      String yaml =
          client
              .send(
                  HttpRequest.newBuilder(server.resolve("/api/openapi.yaml")).build(),
                  BodyHandlers.ofString())
              .body();
      return new Api(client, server, new ContractCheck(new PublishedContract(yaml)), Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The same client with a header more, or another value of it. */
  public Api with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new Api(client, server, check, more);
  }

  /** The same client signed in. */
  public Api as(String token) {
    return with("Authorization", "Token " + token);
  }

  public URI server() {
    return server;
  }

  public Answer get(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  public Answer delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody());
  }

  public Answer post(String path) {
    return send("POST", path, BodyPublishers.noBody());
  }

  public Answer post(String path, JsonObject body) {
    return json("POST", path, body.encode());
  }

  public Answer put(String path, JsonObject body) {
    return json("PUT", path, body.encode());
  }

  public Answer patch(String path, JsonObject body) {
    return json("PATCH", path, body.encode());
  }

  /** Sends a text as JSON, which it need not be. */
  public Answer json(String method, String path, String body) {
    return with("Content-Type", "application/json")
        .send(method, path, BodyPublishers.ofString(body));
  }

  /** Sends any request and waits for its answer. */
  public Answer send(String method, String path, BodyPublisher body) {
    return later(method, path, body).join();
  }

  /** Sends any request; the answer is checked as it arrives. */
  public CompletableFuture<Answer> later(String method, String path, BodyPublisher body) {
    URI uri = server.resolve(path);
    var request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).method(method, body);
    headers.forEach(request::setHeader);
    return client
        .sendAsync(request.build(), BodyHandlers.ofString())
        .thenApply(
            response -> {
              var answer =
                  new Answer(
                      method,
                      uri.getPath(),
                      response.statusCode(),
                      response.headers(),
                      response.body());
              check.check(answer);
              return answer;
            });
  }
}
