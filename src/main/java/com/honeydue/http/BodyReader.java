package com.honeydue.http;

import com.honeydue.bus.Failure;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads one request's body into memory, up to a limit and for a limited time. What comes after the
 * limit is read and thrown away, so that a client that first sends everything can then read the
 * answer; one that sends without end is cut off. Lives on the event loop of its connection.
 */
final class BodyReader implements Handler<Buffer> {

  private static final String CONTINUE = "100-continue";

  private final Edge edge;
  private final Exchange exchange;
  private final HttpServerRequest request;
  private final int limit;
  private final Handler<Buffer> then;
  private @Nullable Buffer chunks;
  private long received;
  private long timer;
  private boolean done;

  /**
   * @param then takes the whole body; if it can not be read, the exchange is answered with the
   *     problem instead
   */
  BodyReader(Edge edge, Exchange exchange, Handler<Buffer> then) {
    this.edge = edge;
    this.exchange = exchange;
    this.request = exchange.request();
    this.limit = edge.settings().maxBodyBytes();
    this.then = then;
  }

  /**
   * Reads the body, which may have been paused.
   *
   * @param within how long it may take
   */
  void read(Duration within) {
    if (request.response().closed()) {
      // The client left while we looked who it is; no handler will hear of it any more.
      gone();
      return;
    }
    request.handler(this).endHandler(end -> end()).exceptionHandler(reason -> gone());
    if (declaredLength() > limit) {
      tooLarge();
    } else {
      timer = edge.vertx().setTimer(Math.max(1, within.toMillis()), fired -> late());
      if (CONTINUE.equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
        request.response().writeContinue();
      }
    }
    exchange.resume();
  }

  @Override
  public void handle(Buffer chunk) {
    received += chunk.length();
    if (received > limit) {
      tooLarge();
      if (received > limit + LingeringClose.MOST_BYTES) {
        request.connection().close();
      }
    } else if (chunks == null) {
      chunks = chunk;
    } else {
      chunks.appendBuffer(chunk);
    }
  }

  private void end() {
    if (finish()) {
      then.handle(chunks == null ? Buffer.buffer() : chunks);
    }
  }

  private void tooLarge() {
    if (finish()) {
      chunks = null;
      exchange.fail(
          Failure.of(
              Failure.Kind.TOO_LARGE,
              "body_too_large",
              "The body may have at most " + limit + " bytes."));
    }
  }

  private void late() {
    if (finish()) {
      exchange.failAndClose(Problem.of(408, "request_timeout", "The body did not arrive in time."));
    }
  }

  /**
   * The client left, or its HTTP is broken: nobody will read the answer, but the exchange has to
   * end.
   */
  private void gone() {
    if (finish()) {
      exchange.fail(Problem.of(400, "body_incomplete", "The body ended too soon."));
    }
  }

  private boolean finish() {
    if (done) {
      return false;
    }
    done = true;
    edge.vertx().cancelTimer(timer);
    return true;
  }

  private long declaredLength() {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException notALength) {
      return 0;
    }
  }
}
