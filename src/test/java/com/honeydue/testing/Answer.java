package com.honeydue.testing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpHeaders;
import java.util.Locale;
import java.util.Optional;

/**
 * What the server answered.
 *
 * @param method of the request
 * @param path of the request, without its query
 * @param body empty when there is none
 */
public record Answer(String method, String path, int status, HttpHeaders headers, String body) {

  public Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  /** The {@code Content-Type} without its parameters; empty when there is none. */
  public String mediaType() {
    return header("Content-Type").orElse("").split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
  }

  /** The body as a JSON object. */
  public JsonObject json() {
    return new JsonObject(body);
  }

  /** The body as a JSON array. */
  public JsonArray array() {
    return new JsonArray(body);
  }

  /** The stable code of a problem. */
  public String code() {
    return json().getString("code");
  }

  /** The entity tag as it was sent, with its quotes. */
  public String tag() {
    return header("ETag").orElseThrow(() -> new AssertionError(this + "\nhas no ETag"));
  }

  /**
   * This answer, if it has that status.
   *
   * @throws AssertionError with the whole answer if not
   */
  public Answer expect(int expected) {
    if (status != expected) {
      throw new AssertionError("expected " + expected + " but got " + this);
    }
    return this;
  }

  @Override
  public String toString() {
    return "%d to %s %s %s\n%s".formatted(status, method, path, headers.map(), body);
  }
}
