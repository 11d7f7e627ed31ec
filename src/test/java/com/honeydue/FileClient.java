package com.honeydue;

import com.honeydue.testing.Form;
import com.honeydue.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One person's files, byte by byte; the client of the other tests takes answers for text. */
record FileClient(TestServer server, String token) {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  static FileClient signedUp(TestServer server) {
    return new FileClient(server, TestServer.token(server.register()));
  }

  HttpResponse<byte[]> send(String method, String path, String... headers) {
    return send(request(path, headers).method(method, BodyPublishers.noBody()).build());
  }

  /** Brings a file; answers with what the server says. */
  HttpResponse<byte[]> bring(String kind, byte[] file) {
    return send(bringing(kind, Form.of(file)));
  }

  /** Brings a file that must be taken; answers with its id. */
  long brought(String kind, byte[] file) {
    return upload(kind, file).getLong("id");
  }

  JsonObject upload(String kind, byte[] file) {
    var answer = bring(kind, file);
    if (answer.statusCode() != 201) {
      throw new AssertionError(
          answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8));
    }
    return json(answer);
  }

  HttpRequest bringing(String kind, byte[] form) {
    return request("/api/uploads/" + kind + "/", "Content-Type", Form.TYPE)
        .POST(BodyPublishers.ofByteArray(form))
        .build();
  }

  HttpRequest.Builder request(String path, String... headers) {
    var request =
        HttpRequest.newBuilder(server.uri().resolve(path))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Token " + token);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request;
  }

  static HttpResponse<byte[]> anybody(String url) {
    return send(HttpRequest.newBuilder(URI.create(url)).build());
  }

  static HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return CLIENT.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  static JsonObject json(HttpResponse<byte[]> answer) {
    return new JsonObject(new String(answer.body(), StandardCharsets.UTF_8));
  }

  static String code(HttpResponse<byte[]> answer) {
    return answer.statusCode() + " " + json(answer).getString("code");
  }
}
