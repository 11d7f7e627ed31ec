package com.honeydue.http;

import com.honeydue.bus.Failure;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The file in a request of {@code multipart/form-data} (RFC 7578), as it comes: nothing is kept of
 * it but what may be the begin of a boundary. It must be the only part, named {@code file}; what
 * the part says of itself, its name and type, is not looked at. Begins paused; what went wrong
 * before it is resumed is told then. Lives on the event loop of its connection.
 */
final class MultipartFile implements ReadStream<Buffer> {

  private static final String CONTINUE = "100-continue";

  private final Edge edge;
  private final Exchange exchange;
  private final HttpServerRequest request;
  private final FormParser parser;
  private long received;
  private long timer;
  private boolean begun;
  private boolean done;

  /** Why the file did not come whole; it may be known before anybody reads it. */
  private @Nullable Failure broken;

  private @Nullable Handler<Buffer> handler;
  private @Nullable Handler<Void> endHandler;
  private @Nullable Handler<Throwable> exceptionHandler;

  /**
   * The file of a request, whose body is paused.
   *
   * @param boundary of its {@code Content-Type}
   * @param within how long it may take
   */
  MultipartFile(Edge edge, Exchange exchange, String boundary, Duration within) {
    this.edge = edge;
    this.exchange = exchange;
    this.request = exchange.request();
    this.parser = new FormParser(boundary, this::content);
    timer = edge.vertx().setTimer(Math.max(1, within.toMillis()), fired -> late());
    request.handler(this::chunk).endHandler(end -> end()).exceptionHandler(reason -> gone());
  }

  @Override
  public ReadStream<Buffer> handler(@Nullable Handler<Buffer> newHandler) {
    handler = newHandler;
    return this;
  }

  @Override
  public ReadStream<Buffer> endHandler(@Nullable Handler<Void> newHandler) {
    endHandler = newHandler;
    return this;
  }

  @Override
  public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> newHandler) {
    exceptionHandler = newHandler;
    return this;
  }

  @Override
  public ReadStream<Buffer> pause() {
    if (!done) {
      exchange.pause();
    }
    return this;
  }

  @Override
  public ReadStream<Buffer> resume() {
    if (!begun) {
      if (request.response().closed()) {
        // The client left while we looked who it is; no handler will hear of it any more.
        gone();
      }
      begun = true;
      if (broken != null) {
        tellBroken();
        return this;
      }
      if (CONTINUE.equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
        request.response().writeContinue();
      }
    }
    exchange.resume();
    return this;
  }

  @Override
  public ReadStream<Buffer> fetch(long amount) {
    return resume();
  }

  /** Nobody wants it any more: what still comes is thrown away. */
  void discard() {
    finish();
    exchange.resume();
  }

  private void chunk(Buffer chunk) {
    received += chunk.length();
    if (done) {
      if (received > LingeringClose.MOST_BYTES) {
        request.connection().close();
      }
      return;
    }
    try {
      parser.take(chunk);
    } catch (Failure malformed) {
      fail(malformed);
    }
  }

  private void content(Buffer content) {
    if (handler != null) {
      handler.handle(content);
    }
  }

  private void end() {
    if (!parser.isComplete()) {
      fail(FormParser.malformed());
    } else if (finish() && endHandler != null) {
      endHandler.handle(null);
    }
  }

  private void late() {
    if (!done) {
      exchange.failAndClose(Problem.of(408, "request_timeout", "The body did not arrive in time."));
      fail(FormParser.malformed());
    }
  }

  /** The client left, or its HTTP is broken: nobody will read the answer. */
  private void gone() {
    fail(FormParser.malformed());
  }

  private void fail(Failure failure) {
    if (finish()) {
      broken = failure;
      if (begun) {
        tellBroken();
      }
    }
  }

  private void tellBroken() {
    if (broken != null && exceptionHandler != null) {
      exceptionHandler.handle(broken);
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
}
