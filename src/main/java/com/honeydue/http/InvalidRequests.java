package com.honeydue.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/**
 * Answers what is no HTTP request: too long a line, too many headers, garbage. Vert.x closes the
 * connection after the answer. Lives on one event loop.
 */
final class InvalidRequests implements Handler<HttpServerRequest> {

  private final Edge edge;

  InvalidRequests(Edge edge) {
    this.edge = edge;
  }

  @Override
  public void handle(HttpServerRequest request) {
    new Exchange(edge, request).failAndClose(problem(request.decoderResult().cause()));
  }

  private static Problem problem(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException tooLong ->
          Problem.of(
              414,
              "uri_too_long",
              "The request line may have at most " + ListeningOptions.LONGEST_LINE + " bytes.");
      case TooLongHttpHeaderException tooLarge ->
          Problem.of(
              431,
              "headers_too_large",
              "The header fields may have at most "
                  + ListeningOptions.LARGEST_HEADERS
                  + " bytes together.");
      case null, default ->
          Problem.of(400, "malformed_request", "This is not a valid HTTP request.");
    };
  }
}
