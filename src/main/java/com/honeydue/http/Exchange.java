package com.honeydue.http;

import com.honeydue.bus.Client;
import com.honeydue.bus.Failure;
import com.honeydue.storage.Download;
import com.honeydue.telemetry.HttpSpans;
import com.honeydue.telemetry.LogContext;
import com.honeydue.telemetry.RouteMeter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and its one answer: ids, headers common to all answers, metrics and the access log.
 * Lives on the event loop of its connection.
 */
final class Exchange {

  private static final Logger log = LoggerFactory.getLogger(Exchange.class);

  private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-request-id");
  private static final CharSequence TRACE_ID = HttpHeaders.createOptimized("x-trace-id");
  private static final CharSequence FORWARDED_FOR = HttpHeaders.createOptimized("x-forwarded-for");
  private static final CharSequence CONTENT_TYPE_OPTIONS =
      HttpHeaders.createOptimized("x-content-type-options");
  private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
  private static final CharSequence GZIP = HttpHeaders.createOptimized("gzip");
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
  private static final CharSequence PROBLEM = HttpHeaders.createOptimized(Problem.MEDIA_TYPE);
  private static final CharSequence WWW_AUTHENTICATE =
      HttpHeaders.createOptimized("www-authenticate");
  private static final CharSequence CHALLENGES =
      HttpHeaders.createOptimized("Token realm=\"honeydue\", Bearer realm=\"honeydue\"");
  private static final CharSequence VARY_ENCODING = HttpHeaders.createOptimized("accept-encoding");
  private static final CharSequence VARY_ORIGIN = HttpHeaders.createOptimized("origin");
  private static final CharSequence VARY_BOTH =
      HttpHeaders.createOptimized("accept-encoding, origin");
  private static final Buffer NOTHING = Buffer.buffer();

  private static final int LONGEST_USER_AGENT = 200;

  /**
   * What the log and the metrics say of a request whose client left before it had its answer (as
   * nginx has it).
   */
  private static final int CLIENT_GONE = 499;

  private final Edge edge;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final long started = System.nanoTime();
  private final String requestId;
  private @Nullable String traceId;
  private @Nullable Route route;
  private long userId;
  private boolean counted;
  private boolean paused;
  private boolean closing;
  private boolean answered;
  private boolean unlogged;

  Exchange(Edge edge, HttpServerRequest request) {
    this.edge = edge;
    this.request = request;
    this.response = request.response();
    this.requestId = RequestIds.of(request.getHeader(REQUEST_ID));
    SpanContext span = Span.current().getSpanContext();
    this.traceId = span.isValid() ? span.getTraceId() : null;
    LogContext.put(requestId);
  }

  HttpServerRequest request() {
    return request;
  }

  String requestId() {
    return requestId;
  }

  /** Names the request's span, metric and log line. */
  void route(Route found) {
    route = found;
    if (found.secret()) {
      HttpSpans.secretRoute(found.method(), found.template());
    } else {
      HttpSpans.route(found.method(), found.template());
    }
  }

  void caller(long id) {
    userId = id;
    LogContext.put(requestId, id);
  }

  /** Takes one of the verticle's places; it is given back with the answer. */
  boolean takePlace() {
    counted = edge.inFlight().enter();
    return counted;
  }

  Client client() {
    SocketAddress remote = request.remoteAddress();
    String peer = remote == null ? null : remote.hostAddress();
    List<String> forwarded =
        edge.addresses().usesForwarded() ? request.headers().getAll(FORWARDED_FOR) : List.of();
    String agent = request.getHeader(HttpHeaders.USER_AGENT);
    return new Client(
        edge.addresses().of(peer, forwarded),
        agent != null && agent.length() > LONGEST_USER_AGENT
            ? agent.substring(0, LONGEST_USER_AGENT)
            : agent);
  }

  Exchange header(CharSequence name, CharSequence value) {
    response.putHeader(name, value);
    return this;
  }

  /** Leaves the body unread for now. */
  void pause() {
    paused = true;
    request.pause();
  }

  /** Lets the body come in. */
  void resume() {
    if (paused) {
      paused = false;
      request.resume();
    }
  }

  /**
   * Answers with the problem that {@code error} is; what is no failure of a known kind is logged
   * here.
   */
  void fail(Throwable error) {
    if (!(error instanceof Failure)) {
      log.atError().setCause(error).addKeyValue("request_id", requestId).log("request failed");
    }
    fail(Problem.of(error));
  }

  void fail(Problem problem) {
    if (answered) {
      return;
    }
    if (problem.status() == 401) {
      header(WWW_AUTHENTICATE, CHALLENGES);
    }
    if (problem.retryAfter() != null) {
      long seconds = Math.ceilDiv(problem.retryAfter().toMillis(), TimeUnit.SECONDS.toMillis(1));
      header(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, seconds)));
    }
    header(HttpHeaders.CACHE_CONTROL, NO_STORE);
    send(problem.status(), PROBLEM, null, problem.write(requestId, traceId));
  }

  /**
   * Answers that there is no place for it, without a line in the log: {@link InFlight} has one. Of
   * many refused in a second, one is traced; all are counted.
   */
  void refuse(Failure overloaded) {
    unlogged = true;
    if (!edge.inFlight().refused()) {
      HttpSpans.forget();
      traceId = null;
    }
    fail(Problem.of(overloaded));
  }

  /**
   * Fails, and closes the connection after the answer, since the rest of the request will never be
   * read.
   */
  void failAndClose(Problem problem) {
    closing = true;
    LingeringClose.on(request);
    fail(problem);
  }

  /** Answers without content. */
  void send(int status, @Nullable String tag) {
    if (tag != null) {
      header(HttpHeaders.ETAG, EntityTags.header(tag, false));
    }
    send(status, null, null, NOTHING);
  }

  /**
   * Answers.
   *
   * @param type the media type; {@code null} if there is no content
   * @param tag the entity tag; {@code null} if there is none
   */
  void send(int status, @Nullable CharSequence type, @Nullable String tag, Buffer content) {
    if (answered) {
      return;
    }
    answered = true;
    if (counted) {
      edge.inFlight().leave();
    }
    if (response.closed() || response.ended()) {
      record(CLIENT_GONE);
      return;
    }
    try {
      write(status, type, tag, content);
    } catch (RuntimeException unwritable) {
      // Half an answer may be out: all that can still be said is that there will be no more of it.
      log.atError().setCause(unwritable).addKeyValue("request_id", requestId).log("answer failed");
      response.reset();
    }
  }

  /**
   * Answers with a file, as fast as the client reads.
   *
   * @param file is closed when it is sent, or the client has left
   */
  void stream(int status, CharSequence type, @Nullable String tag, Download file) {
    if (answered || response.closed()) {
      file.close();
      send(status, tag);
      return;
    }
    answered = true;
    resume();
    header(HttpHeaders.CONTENT_TYPE, type);
    header(HttpHeaders.CONTENT_LENGTH, Long.toString(file.length()));
    if (tag != null) {
      header(HttpHeaders.ETAG, EntityTags.header(tag, false));
    }
    commonHeaders(false);
    response.setStatusCode(status);
    Future<Void> sent;
    if (request.method().equals(HttpMethod.HEAD)) {
      sent = response.end();
    } else {
      sent = file.content().pipe().endOnFailure(false).to(response);
    }
    sent.onComplete((done, error) -> streamed(status, file, error));
  }

  private void streamed(int status, Download file, @Nullable Throwable error) {
    file.close();
    if (counted) {
      edge.inFlight().leave();
    }
    boolean gone = error != null && response.closed();
    if (error != null && !gone) {
      // Part of it is out: all that can still be said is that there will be no more of it.
      log.atError().setCause(error).addKeyValue("request_id", requestId).log("answer failed");
      response.reset();
    }
    record(gone ? CLIENT_GONE : status);
  }

  private void write(
      int status, @Nullable CharSequence type, @Nullable String tag, Buffer content) {
    // An unread body would keep the connection's next request waiting.
    resume();
    Buffer body = content;
    boolean compressible = content.length() >= Gzip.WORTHWHILE;
    boolean compressed =
        compressible && Gzip.accepted(Fields.list(request.headers(), HttpHeaders.ACCEPT_ENCODING));
    if (compressed) {
      body = edge.gzip().compress(content);
      header(HttpHeaders.CONTENT_ENCODING, GZIP);
    }
    if (type != null) {
      header(HttpHeaders.CONTENT_TYPE, type);
      if (tag != null) {
        header(HttpHeaders.ETAG, EntityTags.header(tag, compressed));
      }
    }
    commonHeaders(compressible || status == 304);
    response.setStatusCode(status);
    record(status);
    end(body);
  }

  private void end(Buffer body) {
    Future<Void> sent;
    if (request.method().equals(HttpMethod.HEAD)) {
      header(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
      sent = response.end();
    } else if (body.length() == 0) {
      sent = response.end();
    } else {
      sent = response.end(body);
    }
    if (closing) {
      sent.onComplete(done -> request.connection().close());
    }
  }

  private void commonHeaders(boolean variesByEncoding) {
    header(REQUEST_ID, requestId);
    if (traceId != null) {
      header(TRACE_ID, traceId);
    }
    header(CONTENT_TYPE_OPTIONS, NOSNIFF);
    boolean cors = edge.cors().isOn();
    if (cors) {
      edge.cors().expose(request, response);
    }
    if (cors || variesByEncoding) {
      header(HttpHeaders.VARY, !cors ? VARY_ENCODING : variesByEncoding ? VARY_BOTH : VARY_ORIGIN);
    }
    boolean draining = edge.readiness().isDraining();
    if ((draining || closing) && request.version() != HttpVersion.HTTP_2) {
      header(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    if (draining) {
      // The connection ends once what is in flight on it is answered; HTTP/2 is told by GOAWAY.
      request
          .connection()
          .shutdown(edge.settings().requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void record(int status) {
    long nanos = System.nanoTime() - started;
    String method = request.method().name();
    Route known = route;
    RouteMeter meter = known == null ? edge.meters().unmatched(method) : known.meter();
    meter.record(status, nanos);
    if (unlogged) {
      return;
    }
    AccessLog.write(
        method,
        known == null ? shown(request.path()) : known.secret() ? known.template() : request.path(),
        known == null ? null : known.template(),
        status,
        requestId,
        userId,
        nanos);
  }

  /**
   * The first two segments of a path that led nowhere: enough to tell what was tried, and no place
   * for the token of a mistyped secret path.
   */
  static String shown(@Nullable String path) {
    if (path == null) {
      return "";
    }
    int second = path.indexOf('/', 1);
    int third = second < 0 ? -1 : path.indexOf('/', second + 1);
    return third < 0 || third == path.length() - 1 ? path : path.substring(0, third + 1) + "…";
  }
}
