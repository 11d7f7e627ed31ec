package com.honeydue.bench;

import com.honeydue.testing.Form;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent.
 *
 * @param token null for a public operation; what a webhook's sender proves itself with, scheme and
 *     all
 * @param file the content of a file that comes with it; null for none
 */
public record Request(
    String method,
    String path,
    @Nullable String token,
    @Nullable JsonObject body,
    @Nullable Buffer file) {

  /** One without a file. */
  public Request(String method, String path, @Nullable String token, @Nullable JsonObject body) {
    this(method, path, token, body, null);
  }

  /** The board of whoever has that token. */
  static Request board(String token) {
    return new Request("GET", "/api/tasks/", token, null);
  }

  /** The header that says whose it is; null when it has none. */
  public @Nullable String authorization() {
    return token == null || token.indexOf(' ') > 0 ? token : "Token " + token;
  }

  /** The media type of its body; null when it has none. */
  public @Nullable String type() {
    if (file != null) {
      return Form.TYPE;
    }
    return body == null ? null : "application/json";
  }

  /** Its body. */
  public BodyPublisher publisher() {
    if (file != null) {
      return BodyPublishers.ofByteArray(Form.of(file.getBytes()));
    }
    return body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.encode());
  }
}
