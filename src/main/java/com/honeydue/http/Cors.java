package com.honeydue.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets scripts of known origins call the API from a browser (Fetch standard, CORS). Credentials are
 * not allowed: the token is a header that the script sets itself. Immutable.
 */
final class Cors {

  private static final CharSequence ALLOWED_HEADERS =
      HttpHeaders.createOptimized(
          "Authorization, Content-Type, If-Match, If-None-Match, Idempotency-Key, X-Request-Id,"
              + " traceparent, tracestate");

  private static final CharSequence EXPOSED_HEADERS =
      HttpHeaders.createOptimized(
          "ETag, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id, X-Trace-Id");

  private static final CharSequence A_DAY = HttpHeaders.createOptimized("86400");
  private static final String ANY = "*";

  private final Set<String> origins;

  /**
   * @param origins such as {@code https://app.example.com}, or {@code *} for any; empty turns CORS
   *     off
   */
  Cors(List<String> origins) {
    this.origins = Set.copyOf(origins);
  }

  boolean isOn() {
    return !origins.isEmpty();
  }

  /** Lets the answer be read by the script that asked for it, if its origin is known. */
  void expose(HttpServerRequest request, HttpServerResponse response) {
    String origin = allowed(request);
    if (origin != null) {
      response
          .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
          .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED_HEADERS);
    }
  }

  /** Answers a browser's question beforehand, if {@code request} is one. */
  void preflight(HttpServerRequest request, HttpServerResponse response, String methods) {
    if (request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null
        && allowed(request) != null) {
      response
          .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, methods)
          .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, ALLOWED_HEADERS)
          .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, A_DAY);
    }
  }

  private @Nullable String allowed(HttpServerRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    return origin != null && (origins.contains(origin) || origins.contains(ANY)) ? origin : null;
  }
}
