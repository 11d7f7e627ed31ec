package com.honeydue.http;

import com.honeydue.bus.Arguments;
import com.honeydue.bus.Call;
import com.honeydue.bus.Caller;
import com.honeydue.bus.Client;
import com.honeydue.bus.Failure;
import com.honeydue.bus.IdempotencyKey;
import com.honeydue.bus.Preconditions;
import com.honeydue.bus.Reply;
import com.honeydue.http.schema.Errors;
import com.honeydue.storage.Intake;
import com.honeydue.storage.StoredFile;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The way of one request through an operation: who calls, the body, validation, the service, the
 * answer. Each step ends the exchange or starts the next. Lives on the event loop of its
 * connection.
 */
final class OperationCall {

  private static final String AUTHENTICATE = "authenticate";
  private static final JsonObject NO_BODY = new JsonObject();

  private static final CharSequence REVALIDATE = HttpHeaders.createOptimized("private, no-cache");
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

  private static final CharSequence RATE_LIMIT = HttpHeaders.createOptimized("ratelimit");
  private static final CharSequence RATE_LIMIT_POLICY =
      HttpHeaders.createOptimized("ratelimit-policy");

  private final Edge edge;
  private final OperationEndpoint endpoint;
  private final Exchange exchange;
  private final HttpServerRequest request;
  private final List<String> captured;
  private final Client client;
  private final Instant deadline;
  private Caller caller = Caller.ANONYMOUS;
  private Preconditions preconditions = Preconditions.NONE;

  OperationCall(Edge edge, OperationEndpoint endpoint, Exchange exchange, List<String> captured) {
    this.edge = edge;
    this.endpoint = endpoint;
    this.exchange = exchange;
    this.request = exchange.request();
    this.captured = captured;
    this.client = exchange.client();
    this.deadline =
        edge.clock()
            .instant()
            .plus(
                endpoint.takesFile()
                    ? edge.files().uploadDeadline()
                    : edge.settings().requestTimeout());
  }

  void start() {
    if (!endpoint.operation().policy().needsToken()) {
      readBody();
      return;
    }
    String token = AccessToken.of(Fields.only(request.headers(), HttpHeaders.AUTHORIZATION));
    if (token == null) {
      exchange.fail(Failure.unauthenticated());
      return;
    }
    if (endpoint.bodyCheck() != null || endpoint.takesFile()) {
      // Strangers must not fill our memory.
      exchange.pause();
    }
    edge.bus()
        .send(call(AUTHENTICATE, Arguments.of(Map.of("token", token))))
        .onComplete((reply, error) -> step(error, () -> admit(reply)));
  }

  private void admit(Reply reply) {
    if (!(reply.body() instanceof Caller known)) {
      throw new IllegalStateException("authenticate answered without a caller");
    }
    caller = known;
    exchange.caller(known.userId());
    if (endpoint.operation().policy() == Policy.STAFF && !known.staff()) {
      throw Failure.forbidden("staff_only", "Only staff may do this.");
    }
    readBody();
  }

  private void readBody() {
    if (endpoint.takesFile()) {
      // Paused until it is known where it goes.
      step(null, () -> validate(null));
      return;
    }
    if (endpoint.bodyCheck() == null) {
      step(null, () -> validate(null));
      return;
    }
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    if (type != null && !isTaken(type)) {
      exchange.fail(unsupportedType());
      return;
    }
    new BodyReader(edge, exchange, body -> step(null, () -> validate(body)))
        .read(Duration.between(edge.clock().instant(), deadline));
  }

  private void validate(@Nullable Buffer body) {
    Errors errors = endpoint.errors();
    errors.clear();
    Map<String, Object> parameters =
        endpoint.parameters().read(captured, request.query(), request.headers(), errors);
    if (endpoint.operation().policy() == Policy.WEBHOOK) {
      parameters = withProof(parameters);
    }
    JsonObject read = body == null ? NO_BODY : read(body, errors);
    if (!errors.isEmpty()) {
      throw Failure.invalid(errors.take());
    }
    preconditions = EntityTags.of(request.headers(), endpoint.writes());
    var arguments = new Arguments(parameters, read);
    var key =
        endpoint.operation().takesIdempotencyKey()
            ? IdempotencyKeys.of(
                caller.userId(), endpoint.operation().id(), parameters, request.headers(), read)
            : null;
    if (endpoint.throttle().isOn()) {
      throttle(arguments, key);
    } else {
      serve(arguments, key).onComplete((reply, error) -> step(error, () -> answer(reply)));
    }
  }

  /** The sender of a webhook may prove itself with a header, which its service checks. */
  private Map<String, Object> withProof(Map<String, Object> parameters) {
    String proof = Fields.only(request.headers(), HttpHeaders.AUTHORIZATION);
    if (proof == null) {
      return parameters;
    }
    Map<String, Object> more = new HashMap<>(parameters);
    more.put(Arguments.AUTHORIZATION, proof);
    return more;
  }

  /** Serves a call if it is not one too many. */
  private void throttle(Arguments arguments, @Nullable IdempotencyKey key) {
    var throttle = endpoint.throttle();
    throttle
        .take(caller.userId(), ClientNetwork.of(client.address()), arguments)
        .onSuccess(
            decision -> {
              exchange
                  .header(RATE_LIMIT_POLICY, throttle.policies())
                  .header(RATE_LIMIT, decision.header());
              if (!decision.allowed()) {
                exchange.fail(Failure.throttled(decision.retryAfter()));
                return;
              }
              serve(arguments, key)
                  .onComplete(
                      (reply, error) -> {
                        throttle.settle(decision, error);
                        step(error, () -> answer(reply));
                      });
            });
  }

  private Future<Reply> serve(Arguments arguments, @Nullable IdempotencyKey key) {
    if (endpoint.takesFile()) {
      return receive(arguments);
    }
    if (key == null) {
      return send(call(endpoint.operation().id(), arguments));
    }
    return edge.runningKeys()
        .enter(key, edge.settings().requestTimeout())
        .compose(mark -> carryOut(arguments, key, mark));
  }

  /** Takes the file in, then sends the call with what is known of it. */
  private Future<Reply> receive(Arguments arguments) {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    if (type == null || !isTaken(type)) {
      return Future.failedFuture(unsupportedType());
    }
    String boundary = FormParser.boundary(type);
    if (boundary == null) {
      return Future.failedFuture(FormParser.malformed());
    }
    var within = Duration.between(edge.clock().instant(), deadline);
    var file = new MultipartFile(edge, exchange, boundary, within);
    var call = call(endpoint.operation().id(), arguments);
    return edge.files()
        .intake()
        .take(call, file)
        .onFailure(error -> file.discard())
        .compose(
            taken ->
                send(call.with(new Arguments(arguments.parameters(), taken.facts())))
                    .recover(error -> refused(taken, error)));
  }

  /** Nothing is kept of what the service has refused. It may have kept what it did not answer. */
  private static Future<Reply> refused(Intake.Taken taken, Throwable error) {
    boolean uncertain =
        !(error instanceof Failure failure)
            || failure.kind() == Failure.Kind.UNAVAILABLE
            || failure.kind() == Failure.Kind.INTERNAL;
    return uncertain
        ? Future.failedFuture(error)
        : taken.discard().get().transform((gone, left) -> Future.failedFuture(error));
  }

  /** Sends a call whose key no other request is working on. */
  private Future<Reply> carryOut(Arguments arguments, IdempotencyKey key, RunningKeys.Mark mark) {
    if (!mark.free()) {
      return Future.failedFuture(IdempotencyKey.running());
    }
    return send(call(endpoint.operation().id(), arguments).under(key))
        // Whoever has the answer may ask again at once: the mark must be gone by then.
        .eventually(() -> edge.runningKeys().leave(mark));
  }

  private Future<Reply> send(Call<Arguments> call) {
    return edge.unchanged().answer(endpoint, call, () -> edge.bus().send(call));
  }

  private JsonObject read(Buffer body, Errors errors) {
    var check = endpoint.bodyCheck();
    if (body.length() == 0) {
      if (endpoint.bodyRequired()) {
        errors.add("the body is required");
      }
      return NO_BODY;
    }
    if (request.getHeader(HttpHeaders.CONTENT_TYPE) == null) {
      throw unsupportedType();
    }
    Object value = JsonBody.parse(body);
    if (check != null) {
      check.check(value, errors);
    }
    if (value instanceof Map<?, ?> members) {
      @SuppressWarnings("unchecked")
      var fields = (Map<String, Object>) members;
      return new JsonObject(fields);
    }
    if (errors.isEmpty()) {
      errors.add("must be an object");
    }
    return NO_BODY;
  }

  private void answer(Reply reply) {
    String tag = reply.tag();
    Reply.Outcome outcome = reply.outcome();
    if (outcome == Reply.Outcome.DONE
        && tag != null
        && !endpoint.writes()
        && preconditions.holds(tag)) {
      outcome = Reply.Outcome.UNCHANGED;
    }
    exchange.header(
        HttpHeaders.CACHE_CONTROL, tag != null && !endpoint.writes() ? REVALIDATE : NO_STORE);
    int success = endpoint.operation().successStatus();
    switch (outcome) {
      case UNCHANGED -> exchange.send(304, tag);
      case EXISTING -> write(200, reply);
      case DONE -> write(success, reply);
    }
  }

  private void write(int status, Reply reply) {
    Object body = reply.body();
    if (body instanceof StoredFile file) {
      edge.fileAnswers().send(exchange, file, reply.tag());
      return;
    }
    if (body == null || status == 204) {
      exchange.send(status, reply.tag());
      return;
    }
    Buffer content = content(body);
    if (status == 201) {
      String location = endpoint.locations().of(endpoint.operation().route(), body);
      if (location != null) {
        exchange.header(HttpHeaders.LOCATION, location);
      }
    }
    exchange.send(status, endpoint.successType(), reply.tag(), content);
  }

  private Buffer content(Object body) {
    if (body instanceof String text && !endpoint.answersJson()) {
      return Buffer.buffer(text);
    }
    try {
      Buffer content = Json.write(body, endpoint.expectedBytes());
      endpoint.answered(content.length());
      return content;
    } catch (IOException unwritable) {
      throw new IllegalStateException(
          "the reply of " + endpoint.operation().id() + " can not be written", unwritable);
    }
  }

  private Call<Arguments> call(String operation, Arguments arguments) {
    return new Call<>(
        operation, caller, arguments, exchange.requestId(), deadline, preconditions, client);
  }

  private boolean isTaken(String contentType) {
    String coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    return endpoint.bodyTypes().contains(MediaRanges.essence(contentType))
        && MediaRanges.isUtf8(contentType)
        && (coding == null || coding.equalsIgnoreCase("identity"));
  }

  private Failure unsupportedType() {
    return Failure.of(
        Failure.Kind.UNSUPPORTED_MEDIA,
        "unsupported_media_type",
        "This operation takes "
            + String.join(" or ", endpoint.bodyTypes())
            + " in UTF-8, not encoded.");
  }

  /** Takes the next step, or ends the exchange with what went wrong. */
  private void step(@Nullable Throwable error, Runnable next) {
    if (error != null) {
      exchange.fail(error);
      return;
    }
    try {
      next.run();
    } catch (RuntimeException failed) {
      exchange.fail(failed);
    }
  }
}
